import { ChangePassword, ResetPassword, type Session, SignIn, SignUp } from '../../shared/http.ts';
import type { Accounts } from '../auth/accounts.ts';
import type { Sessions } from '../auth/sessions.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { PrismaClient } from '../store/database.ts';
import { userById, userOf } from '../store/users.ts';
import { readWorkspace } from '../store/workspace.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

type Parts = { prisma: PrismaClient; sessions: Sessions; accounts: Accounts; build: () => string; mail: boolean };

/** Signing up, in and out, passwords, and who is signed in. */
export function accountRoutes({ prisma, sessions, accounts, build, mail }: Parts): Route[] {
  async function sessionOf(userId: string | undefined): Promise<Session> {
    const workspace = await readWorkspace(prisma);
    const row = userId === undefined ? null : await userById(prisma, userId);
    return {
      user: row === null ? null : { ...userOf(row), email: row.email },
      firstRun: workspace === undefined,
      openSignUp: workspace?.openSignUp ?? false,
      workspace: workspace?.name ?? '',
      build: build(),
      mail,
    };
  }

  /** The session that the cookies just made stand for. */
  async function entered(cookies: string[], visitor: Visitor) {
    const cookie = cookies.map((line) => line.split(';')[0] ?? '').join('; ');
    const person = await sessions.find({ ...visitor, cookie });
    return { data: await sessionOf(person?.userId), cookies };
  }

  return [
    {
      method: 'GET',
      path: '/api/session',
      async answer({ visitor }) {
        const { person, cookies } = await sessions.renew(visitor);
        return { data: await sessionOf(person?.userId), cookies };
      },
    },
    {
      method: 'POST',
      path: '/api/sign-up',
      answer: async ({ body, visitor }) => entered(await accounts.signUp(parseInput(SignUp, body), visitor), visitor),
    },
    {
      method: 'POST',
      path: '/api/sign-in',
      answer: async ({ body, visitor }) => entered(await accounts.signIn(parseInput(SignIn, body), visitor), visitor),
    },
    {
      method: 'POST',
      path: '/api/sign-out',
      answer: async ({ visitor }) => ({ data: {}, cookies: await accounts.signOut(visitor) }),
    },
    {
      method: 'POST',
      path: '/api/password',
      async answer({ body, visitor }) {
        const person = await requirePerson(sessions, visitor);
        await accounts.changePassword(person, parseInput(ChangePassword, body), visitor);
        return { data: {} };
      },
    },
    {
      method: 'POST',
      path: '/api/password-reset',
      async answer({ body, visitor }) {
        await accounts.resetPassword(parseInput(ResetPassword, body), visitor);
        return { data: {} };
      },
    },
  ];
}
