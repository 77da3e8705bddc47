import { Refusal } from '../refusal.ts';
import type { PrismaClient } from '../store/database.ts';
import { type McpServerRow, mcpServerById } from '../store/mcpServers.ts';

/** A server that a person may see and use: one of the workspace's or of their own. */
export async function seenServer(prisma: PrismaClient, userId: string, id: string): Promise<McpServerRow> {
  const row = await mcpServerById(prisma, id);
  if (row === undefined || (row.ownerId !== null && row.ownerId !== userId)) {
    throw new Refusal('not-found', 'There is no such connection.', { reason: 'connection' });
  }
  return row;
}
