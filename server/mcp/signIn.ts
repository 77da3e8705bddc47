import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';
import type { GuardedFetch } from '../net/guardedFetch.ts';
import type { Seal } from '../providers/seal.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { changeMcpServer, type McpServerRow, mcpServerById } from '../store/mcpServers.ts';
import { type Access, openAccess, sealAccess } from './access.ts';
import { beginSignIn, endSignIn, type OAuth } from './oauth.ts';
import type { Servers } from './servers.ts';
import type { TellChanges } from './tellChanges.ts';

/** So long a person may be away to sign in. */
const AWAY_MS = 15 * 60_000;

/** Somebody signed in here, in the browser that they go to sign in elsewhere with. */
export type Visit = { userId: string; sessionId: string };

export type Returned = {
  state: string;
  code?: string | undefined;
  iss?: string | undefined;
};

type Parts = {
  database: Pick<Database, 'prisma'>;
  seal: Seal;
  servers: Pick<Servers, 'changed' | 'look' | 'fetchFor'>;
  tellChanges: TellChanges;
  logger: Pick<Logger, 'info'>;
};

/** Signing in at servers with an account there (OAuth, authorisation code with PKCE); throws Refusals. */
export type SignIn = {
  /** Where the person has to go. */
  begin(row: McpServerRow, visit: Visit, redirectUrl: string): Promise<string>;
  /** They are back: takes what they brought, once, and only in the session they went from. */
  end(visit: Visit, returned: Returned): Promise<void>;
};

export function createSignIn({ database: { prisma }, seal, servers, tellChanges, logger }: Parts): SignIn {
  async function keep({ id, sealed }: McpServerRow, access: Access): Promise<void> {
    // Another change came between.
    if (!(await changeMcpServer(prisma, id, { sealed: sealAccess(seal, id, access) }, sealed))) throw badState();
  }

  return {
    async begin(row, visit, redirectUrl) {
      const access = openAccess(seal, row);
      if (access.kind !== 'http') throw new Refusal('conflict', 'Nobody signs in at a program.', { reason: 'token' });
      const fetch = servers.fetchFor(row);
      const known = access.oauth?.redirectUrl === redirectUrl ? access.oauth : { redirectUrl };
      const state = `${row.id}.${randomBytes(32).toString('base64url')}`;
      const begun = await begin({ url: access.url, fetch }, known, state);
      requireAddress(begun.url, row);
      const pending = { ...visit, stateHash: hashOf(state), verifier: begun.verifier, expiresAt: Date.now() + AWAY_MS };
      const tokens = access.oauth?.tokens;
      await keep(row, { ...access, oauth: { ...begun.oauth, ...(tokens !== undefined && { tokens }), pending } });
      return begun.url.href;
    },
    async end(visit, { state, code, iss }) {
      const [id = ''] = state.split('.');
      const row = await mcpServerById(prisma, id);
      const access = row && openAccess(seal, row);
      if (row === undefined || access?.kind !== 'http' || access.oauth?.pending === undefined) throw badState();
      const { pending, tokens, ...oauth } = access.oauth;
      const isTheirs =
        isSame(pending.stateHash, hashOf(state)) &&
        pending.userId === visit.userId &&
        pending.sessionId === visit.sessionId &&
        pending.expiresAt > Date.now();
      if (!isTheirs) throw badState();
      await keep(row, { ...access, oauth: { ...oauth, ...(tokens !== undefined && { tokens }) } });
      if (code === undefined) return;
      const now = await mcpServerById(prisma, id);
      if (now === undefined) throw badState();
      try {
        const server = { url: access.url, fetch: servers.fetchFor(row) };
        const signedIn = await endSignIn(server, { oauth, verifier: pending.verifier, code, iss });
        await keep(now, { ...access, token: '', oauth: signedIn });
      } catch (error) {
        if (error instanceof Refusal) throw error;
        logger.info({ err: error, serverId: id }, 'signing in at a server did not work');
        const state = { kind: 'sign-in' as const, at: Date.now() };
        await changeMcpServer(prisma, id, { state });
        await tellChanges(row);
        return;
      }
      await servers.changed(id);
      await servers.look(id, visit.userId);
      await tellChanges(row);
    },
  };

  async function begin(server: { url: string; fetch: GuardedFetch }, oauth: OAuth, state: string) {
    try {
      return await beginSignIn(server, oauth, state);
    } catch (error) {
      logger.info({ err: error }, 'nobody could be asked to sign in at a server');
      throw new Refusal('conflict', 'This server does not say where to sign in.', { reason: 'no-sign-in' });
    }
  }
}

/** A browser is sent there: to a page by https, or where we may look round ourselves, by http. */
function requireAddress(url: URL, { ownerId }: McpServerRow): void {
  if (url.protocol === 'https:' || (url.protocol === 'http:' && ownerId === null)) return;
  throw new Refusal('conflict', 'This server does not say where to sign in.', { reason: 'no-sign-in' });
}

function badState(): Refusal {
  return new Refusal('forbidden', 'This sign-in was not begun here, or is over. Begin it again.', {
    reason: 'sign-in',
  });
}

function hashOf(state: string): string {
  return createHash('sha256').update(state).digest('base64url');
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
