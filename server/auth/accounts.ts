import { APIError } from 'better-auth/api';
import type { ChangePassword, ResetPassword, SignIn, SignUp } from '../../shared/http.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { removeResets, takeReset } from '../store/resets.ts';
import { endSessionsOf } from '../store/sessions.ts';
import { passwordHashOf, setPasswordHash, userById } from '../store/users.ts';
import { admit, checkAdmission } from './admission.ts';
import type { Auth } from './auth.ts';
import type { Limits } from './limits.ts';
import { limitKey } from './limitKey.ts';
import type { RequireOwnName } from './ownName.ts';
import type { Person, Sessions } from './sessions.ts';
import { hashToken } from './token.ts';
import { headersOf, type Visitor } from './visitor.ts';

/** What is told of accounts, after the commit. */
export interface AccountNews {
  /** Somebody is new here, invited into this chat or into none. */
  joined(user: { id: string; name: string }, chatId: string | null): Promise<void>;
  /** Somebody has signed in who was here before. */
  returned(userId: string): Promise<void>;
  /** These sessions are over. */
  ended(sessionIds: readonly string[]): void;
}

/** What people do with their own account. Everything refused is a Refusal; cookies go back to the browser. */
export interface Accounts {
  signUp(input: SignUp, visitor: Visitor): Promise<string[]>;
  signIn(input: SignIn, visitor: Visitor): Promise<string[]>;
  signOut(visitor: Visitor): Promise<string[]>;
  /** Ends the person's other sessions. */
  changePassword(person: Person, input: ChangePassword, visitor: Visitor): Promise<void>;
  /** Ends all the person's sessions. */
  resetPassword(input: ResetPassword, visitor: Visitor): Promise<void>;
}

type Parts = {
  database: Database;
  auth: Auth;
  sessions: Sessions;
  limits: Limits;
  news: AccountNews;
  requireOwnName: RequireOwnName;
};

export function createAccounts({ database, auth, sessions, limits, news, requireOwnName }: Parts): Accounts {
  async function startSession(email: string, password: string, visitor: Visitor) {
    try {
      const { headers, response } = await auth.api.signInEmail({
        body: { email, password },
        headers: headersOf(visitor),
        returnHeaders: true,
      });
      return { cookies: headers.getSetCookie(), userId: response.user.id };
    } catch (error) {
      if (!(error instanceof APIError) || error.statusCode !== 401) throw error;
      throw new Refusal('forbidden', 'Email or password is not right.', { reason: 'bad-credentials' });
    }
  }

  async function signUp(input: SignUp, visitor: Visitor): Promise<string[]> {
    const address = limitKey(visitor.address);
    requireOwnName(input.name);
    await limits.count('signUp', address);
    await limits.guard([['refusedSignUp', address]], async () => {
      const tokenHash = input.invite === undefined ? undefined : hashToken(input.invite);
      await checkAdmission(database.prisma, tokenHash);
      const { password } = await auth.$context;
      const passwordHash = await password.hash(input.password);
      const newUser = { name: input.name, email: input.email, passwordHash };
      const { user, chatId } = await database.transaction((tx) => admit(tx, newUser, tokenHash));
      await news.joined(user, chatId);
    });
    return (await startSession(input.email, input.password, visitor)).cookies;
  }

  async function changePassword(person: Person, input: ChangePassword, visitor: Visitor): Promise<void> {
    const user = await userById(database.prisma, person.userId);
    const hash = await passwordHashOf(database.prisma, person.userId);
    if (user === null || hash === undefined) throw new Refusal('not-found', 'There is no such account.');
    const { password } = await auth.$context;
    const counted = [
      ['passwordByAddress', limitKey(visitor.address)],
      ['passwordOfAccount', accountKey(user.email)],
    ] as const;
    await limits.guard(counted, async () => {
      if (await password.verify({ hash, password: input.current })) return;
      throw new Refusal('forbidden', 'The current password is not right.', { reason: 'wrong-password' });
    });
    const next = await password.hash(input.next);
    const ended = await database.transaction(async (tx) => {
      await setPasswordHash(tx, person.userId, next);
      await removeResets(tx, person.userId);
      return endSessionsOf(tx, person.userId, person.sessionId);
    });
    news.ended(ended);
  }

  async function resetPassword(input: ResetPassword, visitor: Visitor): Promise<void> {
    const { password } = await auth.$context;
    const { email, ended } = await limits.guard([['reset', limitKey(visitor.address)]], async () => {
      const hash = await password.hash(input.password);
      return database.transaction(async (tx) => {
        const userId = await takeReset(tx, hashToken(input.token));
        const user = userId === undefined ? null : await userById(tx, userId);
        if (user === null) {
          throw new Refusal('forbidden', 'This link is not valid any more.', { reason: 'reset-invalid' });
        }
        await setPasswordHash(tx, user.id, hash);
        return { email: user.email, ended: await endSessionsOf(tx, user.id) };
      });
    });
    news.ended(ended);
    await limits.forget('passwordOfAccount', accountKey(email));
  }

  return {
    signUp,
    changePassword,
    resetPassword,
    async signIn(input, visitor) {
      const counted = [
        ['passwordByAddress', limitKey(visitor.address)],
        ['passwordOfAccount', accountKey(input.email)],
      ] as const;
      const { cookies, userId } = await limits.guard(counted, () => startSession(input.email, input.password, visitor));
      await news.returned(userId);
      return cookies;
    },
    async signOut(visitor) {
      const person = await sessions.find(visitor);
      const { headers } = await auth.api.signOut({ headers: headersOf(visitor), returnHeaders: true });
      if (person !== undefined) news.ended([person.sessionId]);
      return headers.getSetCookie();
    },
  };
}

/** Accounts are counted by address whether they exist or not, so that the limit does not tell which do. */
function accountKey(email: string): string {
  return hashToken(email);
}
