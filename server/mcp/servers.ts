import { UnauthorizedError } from '@modelcontextprotocol/client';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ListedTool } from '../../agents/tools/mcp/listedTool.ts';
import { offeredNames } from '../../agents/tools/mcp/names.ts';
import type { ConnectionState } from '../../shared/connection.ts';
import type { Bus } from '../bus/bus.ts';
import { createGuardedFetch, type GuardedFetch } from '../net/guardedFetch.ts';
import type { Resolve } from '../net/publicAddress.ts';
import { type Seal, Unsealable } from '../providers/seal.ts';
import type { Database } from '../store/database.ts';
import { changeMcpServer, type McpServerRow, mcpServerById } from '../store/mcpServers.ts';
import { saveMcpTools } from '../store/mcpTools.ts';
import { openAccess, sealAccess } from './access.ts';
import { type McpConnection, openConnection } from './connection.ts';
import { type Trouble, troubleOf } from './failure.ts';
import { oneAtATime } from './oneAtATime.ts';
import { McpSessions } from './sessions.ts';
import { accessTokenOf, refresh } from './oauth.ts';
import type { TellChanges } from './tellChanges.ts';
import { type Ticket, transportTo } from './transport.ts';

/** No more often something is done because a server says that its tools or prompts are others. */
const RELIST_MS = 5_000;

const CHANGED = 'mcp:changed';
const Changed = z.object({ serverId: z.string() });

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  seal: Seal;
  bus: Bus;
  /** What may be connected to besides public servers. */
  allowed: { stdio: boolean; private: boolean };
  version: string;
  resolve?: Resolve | undefined;
  tellChanges: TellChanges;
  /** A server has other words ready for this person. */
  promptsChanged(userId: string): void;
  logger: Pick<Logger, 'info' | 'warn'>;
};

/** The connected servers of this workspace, as this process speaks to them. */
export type Servers = {
  /** Does `work` with the conversation that a person has with a server; throws what that throws. */
  use<T>(serverId: string, userId: string, work: (connection: McpConnection) => Promise<T>): Promise<T>;
  drop(serverId: string, userId: string): Promise<void>;
  /** The way to a server, and to whom it sends people to sign in. */
  fetchFor(row: Pick<McpServerRow, 'ownerId'>): GuardedFetch;
  /** Connects anew, and keeps how that went and what the server lists; who asks for it tells of it. */
  look(serverId: string, userId: string): Promise<void>;
  /** Keeps what a server lists now, and tells where it is something else. */
  listed(serverId: string, tools: readonly ListedTool[]): Promise<void>;
  /** Keeps and tells that it did not go well, where it went otherwise before. */
  troubled(serverId: string, trouble: Trouble): Promise<void>;
  /** Ends all conversations with a server that is gone or got another key, in every process. */
  changed(serverId: string): Promise<void>;
  close(): Promise<void>;
};

/** There is no such server, or it may not be connected to here. */
export class NoSuchServer extends Error {
  override readonly name = 'NoSuchServer';
}

export function createServers({
  database,
  seal,
  bus,
  allowed,
  version,
  resolve,
  tellChanges,
  promptsChanged,
  logger,
}: Parts): Servers {
  const { pool, prisma } = database;

  /** Who is no admin must not look round in our network. */
  function fetchFor({ ownerId }: Pick<McpServerRow, 'ownerId'>): GuardedFetch {
    return createGuardedFetch({ allowPrivate: allowed.private && ownerId === null, resolve });
  }

  /** The token as it is now; after a server refused it, another one, which may be that of another process. */
  function ticketOf(serverId: string): Ticket {
    const read = async () => {
      const row = await mcpServerById(prisma, serverId);
      const access = row && openAccess(seal, row);
      return row === undefined || access?.kind !== 'http' ? undefined : { row, access };
    };
    let shown: string | undefined;
    return {
      async token() {
        const access = (await read())?.access;
        shown = accessTokenOf(access?.oauth) ?? (access?.token || undefined);
        return shown;
      },
      async renew() {
        const now = await read();
        if (now?.access.oauth === undefined) throw new UnauthorizedError('nobody has signed in');
        const { row, access } = now;
        if (accessTokenOf(access.oauth) !== shown) return;
        const oauth = await refresh({ url: access.url, fetch: fetchFor(row) }, now.access.oauth);
        await changeMcpServer(
          prisma,
          serverId,
          { sealed: sealAccess(seal, serverId, { ...access, oauth }) },
          row.sealed,
        );
      },
    };
  }

  async function open(serverId: string, userId: string, signal: AbortSignal): Promise<McpConnection> {
    const row = await mcpServerById(prisma, serverId);
    if (row === undefined || (row.kind === 'stdio' && !allowed.stdio)) throw new NoSuchServer('no such server');
    const transport = transportTo(openAccess(seal, row), { fetch: fetchFor(row), ticket: () => ticketOf(serverId) });
    const connection = await openConnection(transport, {
      version,
      signal,
      toolsChanged: oneAtATime(() => relist(serverId, () => connection, signal), RELIST_MS),
      promptsChanged: oneAtATime(async () => promptsChanged(userId), RELIST_MS),
    });
    if (row.state.kind !== 'connected') {
      await keepState(serverId, { kind: 'connected', at: Date.now() });
      await tellChanges(row);
    }
    return connection;
  }

  /** Grants are for tools as they were: what is new has none, and what is another than before loses them until a person looks. */
  async function relist(serverId: string, opened: () => McpConnection, signal: AbortSignal): Promise<void> {
    try {
      const connection = opened();
      if (!connection.isOver) await listed(serverId, await connection.tools(signal));
    } catch (error) {
      logger.info({ err: error, serverId }, 'a server did not say which tools it has now');
    }
  }

  const sessions = new McpSessions({ open });
  const stop = bus.subscribe(CHANGED, (message) => void sessions.drop(Changed.parse(message).serverId));

  async function keepState(serverId: string, state: ConnectionState): Promise<void> {
    await changeMcpServer(prisma, serverId, { state });
  }

  /** Of which server something else is kept now than before. */
  async function save(serverId: string, tools: readonly ListedTool[]): Promise<McpServerRow | undefined> {
    const row = await mcpServerById(prisma, serverId);
    if (row === undefined) return undefined;
    const names = offeredNames(
      row.slug,
      tools.map(({ name }) => name),
    );
    const rows = tools.map((tool) => ({ listed: tool, offered: names.get(tool.name) ?? tool.name }));
    return (await saveMcpTools(pool, serverId, rows)) ? row : undefined;
  }

  async function listed(serverId: string, tools: readonly ListedTool[]): Promise<void> {
    const changed = await save(serverId, tools);
    if (changed !== undefined) await tellChanges(changed);
  }

  return {
    use: (serverId, userId, work) => sessions.use(serverId, userId, work),
    fetchFor,
    drop: (serverId, userId) => sessions.drop(serverId, userId),
    async look(serverId, userId) {
      await sessions.drop(serverId, userId);
      try {
        const tools = await sessions.use(serverId, userId, (connection) =>
          connection.tools(new AbortController().signal),
        );
        await save(serverId, tools);
        await keepState(serverId, { kind: 'connected', at: Date.now() });
      } catch (error) {
        if (error instanceof NoSuchServer) throw error;
        logger.info({ err: error, serverId }, 'a server could not be connected to');
        await keepState(serverId, stateAfter(error));
      }
    },
    listed,
    async troubled(serverId, trouble) {
      const row = await mcpServerById(prisma, serverId);
      const state = stateOf(trouble);
      // What went wrong with one call says nothing of the others.
      if (row === undefined || state === null || row.state.kind === state.kind) return;
      await keepState(serverId, state);
      await tellChanges(row);
    },
    async changed(serverId) {
      bus.publish(CHANGED, { serverId });
      await sessions.drop(serverId);
    },
    async close() {
      stop();
      await sessions.close();
    },
  };
}

function stateAfter(error: unknown): ConnectionState {
  const at = Date.now();
  if (error instanceof Unsealable) return { kind: 'failed', at, failure: 'unreadable-key', detail: '' };
  const trouble = troubleOf(error);
  if (trouble.kind === 'failed') return { kind: 'failed', at, failure: trouble.failure, detail: trouble.said };
  return stateOf(trouble) ?? { kind: 'failed', at, failure: 'unreachable', detail: '' };
}

function stateOf(trouble: Trouble): ConnectionState | null {
  const at = Date.now();
  if (trouble.kind === 'sign-in') return { kind: 'sign-in', at };
  if (trouble.kind === 'session-over' || trouble.failure === 'failed' || trouble.failure === 'timeout') return null;
  return { kind: 'failed', at, failure: trouble.failure, detail: trouble.said };
}
