import type { Pool } from 'pg';
import { z } from 'zod';
import { ListedTool } from '../../agents/tools/mcp/listedTool.ts';
import type { PrismaClient } from './database.ts';

type Queryable = Pick<Pool, 'query'>;

/** A tool of a server with the name by which models call it. */
export type OfferedTool = { offered: string; listed: ListedTool };

const SAVE = `
  with given as (
    select * from jsonb_to_recordset($2::jsonb) as given(name text, offered text, hash text, listed jsonb)
  ),
  gone as (delete from mcp_tool where "serverId" = $1 and name not in (select name from given) returning 1),
  put as (
    insert into mcp_tool as known ("serverId", name, offered, hash, listed)
    select $1, name, offered, hash, listed from given
    on conflict ("serverId", name) do update
      set offered = excluded.offered, hash = excluded.hash, listed = excluded.listed
      where (known.offered, known.hash, known.listed) is distinct from (excluded.offered, excluded.hash, excluded.listed)
    returning 1
  )
  select exists (select from gone) or exists (select from put) as changed`;

/** Keeps what a server lists now in the place of what it listed before; whether that is something else. */
export async function saveMcpTools(pool: Queryable, serverId: string, tools: readonly OfferedTool[]): Promise<boolean> {
  const rows = tools.map(({ offered, listed }) => ({ name: listed.name, offered, hash: listed.hash, listed }));
  const values = [serverId, JSON.stringify(rows)];
  const saved = await pool.query<{ changed: boolean }>({ name: 'save-mcp-tools', text: SAVE, values });
  return saved.rows[0]?.changed === true;
}

export async function mcpToolsOf(prisma: PrismaClient, serverId: string): Promise<ListedTool[]> {
  const rows = await prisma.mcpTool.findMany({ where: { serverId }, orderBy: { name: 'asc' } });
  return rows.map(({ listed }) => ListedTool.parse(listed));
}

/** How many tools each of these servers lists, and how many that were granted are not the ones they were. */
export async function countMcpTools(
  pool: Queryable,
  serverIds: readonly string[],
): Promise<Map<string, { tools: number; changed: number }>> {
  const { rows } = await pool.query<{ id: string; tools: number; changed: number }>({
    name: 'count-mcp-tools',
    text: `
      select server.id,
        (select count(*)::int from mcp_tool where "serverId" = server.id) as tools,
        (select count(distinct tool.name)::int from mcp_tool tool
          join mcp_grant granted on granted."serverId" = tool."serverId" and granted.tool = tool.name
          where tool."serverId" = server.id and granted.hash <> tool.hash) as changed
      from unnest($1::text[]) as server(id)`,
    values: [serverIds],
  });
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export type McpGrant = { tool: string; agentId: string; hash: string };

export async function mcpGrantsOf(prisma: PrismaClient, serverId: string): Promise<McpGrant[]> {
  const select = { tool: true, agentId: true, hash: true };
  return prisma.mcpGrant.findMany({ where: { serverId }, select, orderBy: { grantedAt: 'asc' } });
}

/** Lets an agent use a tool if it is the one that `hash` stands for; whether it is. */
export async function grantMcpTool(
  pool: Queryable,
  { serverId, tool, agentId, hash, grantedBy }: McpGrant & { serverId: string; grantedBy: string },
): Promise<boolean> {
  const { rowCount } = await pool.query({
    name: 'grant-mcp-tool',
    text: `
      insert into mcp_grant ("serverId", tool, "agentId", hash, "grantedBy")
      select "serverId", name, $4, hash, $5 from mcp_tool where "serverId" = $1 and name = $2 and hash = $3
      on conflict ("serverId", tool, "agentId") do update
        set hash = excluded.hash, "grantedBy" = excluded."grantedBy", "grantedAt" = now()`,
    values: [serverId, tool, hash, agentId, grantedBy],
  });
  return rowCount === 1;
}

export async function withdrawMcpTool(
  prisma: PrismaClient,
  grant: Omit<McpGrant, 'hash'> & { serverId: string },
): Promise<void> {
  await prisma.mcpGrant.deleteMany({ where: grant });
}

const Granted = z.object({
  serverId: z.string(),
  server: z.string(),
  trusted: z.boolean(),
  /** It is of the person alone who asks. */
  personal: z.boolean(),
  offered: z.string(),
  listed: ListedTool,
});
export type GrantedTool = z.infer<typeof Granted>;

/** Models do not find their way among more. */
const MOST_GRANTED = 64;

/** What an agent may use of the workspace's servers and of those of whom it works for; never what changed since. */
export async function grantedMcpTools(
  pool: Queryable,
  { agentId, userId, stdio }: { agentId: string; userId: string; stdio: boolean },
): Promise<GrantedTool[]> {
  const { rows } = await pool.query({
    name: 'granted-mcp-tools',
    text: `
      select server.id as "serverId", server.name as server, server.trusted,
        server."ownerId" is not null as personal, tool.offered, tool.listed
      from mcp_grant granted
      join mcp_server server on server.id = granted."serverId" and server."removedAt" is null
        and (server."ownerId" is null or server."ownerId" = $2) and (server.kind = 'http' or $3)
      join mcp_tool tool on tool."serverId" = server.id and tool.name = granted.tool and tool.hash = granted.hash
      where granted."agentId" = $1
      order by server.id, tool.name limit ${MOST_GRANTED}`,
    values: [agentId, userId, stdio],
  });
  return rows.map((row) => Granted.parse(row));
}
