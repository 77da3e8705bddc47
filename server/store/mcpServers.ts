import { ConnectionState } from '../../shared/connection.ts';
import type { McpServer as Row, Prisma } from './generated/client.ts';
import type { PrismaClient } from './database.ts';

/** A connected server as it is stored. */
export type McpServerRow = {
  id: string;
  name: string;
  slug: string;
  kind: 'http' | 'stdio';
  address: string;
  sealed: string;
  /** Null where it is the workspace's. */
  ownerId: string | null;
  trusted: boolean;
  state: ConnectionState;
};

const MOST_TRIES = 50;

/** Stores a server under the first free name made of `slug`: one of a server that is gone is never free again. */
export async function addMcpServer(
  prisma: PrismaClient,
  server: McpServerRow & { addedBy: string },
): Promise<McpServerRow> {
  for (let at = 1; at <= MOST_TRIES; at++) {
    const slug = at === 1 ? server.slug : `${server.slug.slice(0, 16)}_${at}`;
    const { count } = await prisma.mcpServer.createMany({ data: { ...server, slug }, skipDuplicates: true });
    if (count === 1) return { ...server, slug };
  }
  throw new Error('no name is free for a server');
}

/** Those of the workspace and of this person, oldest first. */
export async function mcpServersOf(prisma: PrismaClient, userId: string): Promise<McpServerRow[]> {
  const where = { removedAt: null, OR: [{ ownerId: null }, { ownerId: userId }] };
  return (await prisma.mcpServer.findMany({ where, orderBy: { id: 'asc' } })).map(serverOf);
}

export async function mcpServerById(prisma: PrismaClient, id: string): Promise<McpServerRow | undefined> {
  const row = await prisma.mcpServer.findFirst({ where: { id, removedAt: null } });
  return row === null ? undefined : serverOf(row);
}

type Change = Partial<Pick<McpServerRow, 'name' | 'trusted' | 'sealed' | 'state'>>;

/** Whether there still is such a server, and it is sealed as it was before where that is said. */
export async function changeMcpServer(
  prisma: PrismaClient,
  id: string,
  change: Change,
  sealed?: string,
): Promise<boolean> {
  const data: Prisma.McpServerUncheckedUpdateManyInput = change;
  return (
    (
      await prisma.mcpServer.updateMany({
        where: { id, removedAt: null, ...(sealed !== undefined && { sealed }) },
        data,
      })
    ).count === 1
  );
}

/** Forgets all of it but that its name is taken. */
export async function removeMcpServer(prisma: PrismaClient, id: string): Promise<void> {
  await prisma.$transaction([
    prisma.mcpGrant.deleteMany({ where: { serverId: id } }),
    prisma.mcpTool.deleteMany({ where: { serverId: id } }),
    prisma.mcpServer.updateMany({
      where: { id },
      data: { name: '', address: '', sealed: '', trusted: false, removedAt: new Date() },
    }),
  ]);
}

function serverOf({ id, name, slug, kind, address, sealed, ownerId, trusted, state }: Row): McpServerRow {
  return {
    ...{ id, name, slug, address, sealed, ownerId, trusted },
    kind: kind === 'stdio' ? 'stdio' : 'http',
    state: ConnectionState.parse(state),
  };
}
