import { parametersOf, warningOf } from '../../agents/tools/mcp/parametersOf.ts';
import { slugOf } from '../../agents/tools/mcp/names.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { Connection, ConnectionTool } from '../../shared/connection.ts';
import { newId } from '../../shared/ids.ts';
import { type Seal, Unsealable } from '../providers/seal.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import {
  addMcpServer,
  changeMcpServer,
  type McpServerRow,
  mcpServersOf,
  removeMcpServer,
} from '../store/mcpServers.ts';
import { countMcpTools, grantMcpTool, mcpGrantsOf, mcpToolsOf, withdrawMcpTool } from '../store/mcpTools.ts';
import { isAdmin } from '../store/users.ts';
import { type Access, addressOf, openAccess, sealAccess } from './access.ts';
import { accessTokenOf } from './oauth.ts';
import { seenServer } from './seenServer.ts';
import type { Servers } from './servers.ts';
import type { SignIn, Visit } from './signIn.ts';
import type { TellChanges } from './tellChanges.ts';

/** So many of their own one person may have, and the workspace. */
const MOST = 30;

/** What people see and change of the servers that agents are connected to; throws Refusals. */
export interface ConnectionSettings {
  list(userId: string): Promise<{ connections: Connection[]; stdio: boolean }>;
  add(userId: string, input: CommandInput<'mcp:add'>): Promise<Connection>;
  update(userId: string, input: CommandInput<'mcp:update'>): Promise<Connection>;
  remove(userId: string, input: CommandInput<'mcp:remove'>): Promise<void>;
  refresh(userId: string, input: CommandInput<'mcp:refresh'>): Promise<Connection>;
  /** Where to go to sign in there; people come back to `redirectUrl`. */
  signIn(visit: Visit, redirectUrl: string, input: CommandInput<'mcp:authorize'>): Promise<string>;
  tools(userId: string, input: CommandInput<'mcp:tools'>): Promise<ConnectionTool[]>;
  grant(userId: string, input: CommandInput<'mcp:grant'>): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool' | 'prisma'>;
  servers: Pick<Servers, 'look' | 'changed'>;
  signIn: Pick<SignIn, 'begin'>;
  tellChanges: TellChanges;
  seal: Seal;
  stdio: boolean;
  isAgent(id: string): boolean;
};

export function createConnectionSettings({
  database,
  servers,
  signIn,
  tellChanges,
  seal,
  stdio,
  isAgent,
}: Parts): ConnectionSettings {
  const { pool, prisma } = database;

  const seen = (userId: string, id: string) => seenServer(prisma, userId, id);

  /** One they may change. */
  async function own(userId: string, id: string): Promise<McpServerRow> {
    const row = await seen(userId, id);
    if (row.ownerId === null) await requireAdmin(userId);
    return row;
  }

  async function requireAdmin(userId: string): Promise<void> {
    if (!(await isAdmin(prisma, userId))) throw new Refusal('forbidden', 'Only admins of the workspace may do this.');
  }

  async function shown(rows: readonly McpServerRow[], userId: string): Promise<Connection[]> {
    const counts = await countMcpTools(
      pool,
      rows.map(({ id }) => id),
    );
    const admin = await isAdmin(prisma, userId);
    return rows.map(({ id, name, kind, address, ownerId, trusted, state, sealed }) => {
      return {
        ...{ id, name, kind, address, trusted, state, tools: 0, changed: 0, ...counts.get(id) },
        forWhom: ownerId === null ? 'workspace' : 'me',
        mine: ownerId !== null || admin,
        signedInBy: signedInBy({ id, sealed }),
      };
    });
  }

  async function shownAgain(userId: string, id: string): Promise<Connection> {
    const [connection] = await shown([await seen(userId, id)], userId);
    if (connection === undefined) throw new Error('a connection vanished');
    return connection;
  }

  function accessOf(row: Pick<McpServerRow, 'id' | 'sealed'>): Access | undefined {
    try {
      return openAccess(seal, row);
    } catch (error) {
      if (error instanceof Unsealable) return undefined;
      throw error;
    }
  }

  function signedInBy(row: Pick<McpServerRow, 'id' | 'sealed'>): Connection['signedInBy'] {
    const access = accessOf(row);
    if (access?.kind !== 'http') return 'nothing';
    if (accessTokenOf(access.oauth) !== undefined) return 'account';
    return access.token === '' ? 'nothing' : 'token';
  }

  return {
    async list(userId) {
      const connections = await shown(await mcpServersOf(prisma, userId), userId);
      return { connections, stdio: stdio && (await isAdmin(prisma, userId)) };
    },
    async add(userId, { name, forWhom, to }) {
      if (forWhom === 'workspace' || to.kind === 'stdio') await requireAdmin(userId);
      if (to.kind === 'stdio' && (!stdio || forWhom === 'me')) {
        throw new Refusal(
          'forbidden',
          'Programs of this machine are connected for the workspace, where WAGGLE_MCP_STDIO=1.',
          {
            reason: 'stdio',
          },
        );
      }
      const ownerId = forWhom === 'me' ? userId : null;
      const before = (await mcpServersOf(prisma, userId)).filter((row) => row.ownerId === ownerId);
      if (before.length >= MOST)
        throw new Refusal('conflict', 'There are too many connections.', { reason: 'too-many' });
      const id = newId();
      await addMcpServer(prisma, {
        ...{ id, name, kind: to.kind, address: addressOf(to), ownerId, addedBy: userId, trusted: false },
        slug: slugOf(name),
        sealed: sealAccess(seal, id, to),
        state: { kind: 'unknown' },
      });
      await servers.look(id, userId);
      await tellChanges({ ownerId });
      return shownAgain(userId, id);
    },
    async update(userId, { connectionId: id, name, trusted, token }) {
      const row = await own(userId, id);
      const access = token === undefined ? undefined : accessOf(row);
      if (token !== undefined && access?.kind !== 'http') {
        throw new Refusal('conflict', 'This connection takes no token.', { reason: 'token' });
      }
      await changeMcpServer(prisma, id, {
        ...(name !== undefined && { name }),
        ...(trusted !== undefined && { trusted }),
        ...(access?.kind === 'http' && {
          sealed: sealAccess(seal, id, { kind: 'http', url: access.url, token: token ?? '' }),
        }),
      });
      if (access !== undefined) {
        await servers.changed(id);
        await servers.look(id, userId);
      }
      await tellChanges(row);
      return shownAgain(userId, id);
    },
    async remove(userId, { connectionId: id }) {
      const row = await own(userId, id);
      await removeMcpServer(prisma, id);
      await servers.changed(id);
      await tellChanges(row);
    },
    async refresh(userId, { connectionId: id }) {
      const row = await own(userId, id);
      await servers.look(id, userId);
      await tellChanges(row);
      return shownAgain(userId, id);
    },
    async signIn(visit, redirectUrl, { connectionId: id }) {
      return signIn.begin(await own(visit.userId, id), visit, redirectUrl);
    },
    async tools(userId, { connectionId: id }) {
      await seen(userId, id);
      const [tools, grants] = await Promise.all([mcpToolsOf(prisma, id), mcpGrantsOf(prisma, id)]);
      return tools.map(({ does: _does, schema, ...tool }) => ({
        ...{ ...tool, parameters: parametersOf({ schema }), warning: warningOf({ ...tool, schema }) },
        agents: grants
          .filter((grant) => grant.tool === tool.name)
          .map((grant) => ({ agentId: grant.agentId, changed: grant.hash !== tool.hash })),
      }));
    },
    async grant(userId, { connectionId: serverId, tool, agentId, hash, on }) {
      const row = await own(userId, serverId);
      if (!isAgent(agentId)) throw new Refusal('not-found', 'There is no such agent.', { reason: 'agent' });
      if (!on) await withdrawMcpTool(prisma, { serverId, tool, agentId });
      else if (!(await grantMcpTool(pool, { serverId, tool, agentId, hash, grantedBy: userId }))) {
        throw new Refusal('conflict', 'The tool is not what it was. Look at it again.', { reason: 'tool-changed' });
      }
      await tellChanges(row);
    },
  };
}
