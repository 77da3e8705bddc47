import { newId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/message.ts';
import type { Run } from '../../../shared/run.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { messageOf } from '../../store/messages.ts';
import { migrate } from '../../store/migrate.ts';
import { runOf } from '../../store/runViews.ts';
import type { PoolForm } from '../../store/testing/poolForms.ts';

/** A database of its own. */
export type TestDatabase = { pool: Database['pool']; database: Database; close(): Promise<void> };

/** One person, and a group with agents, in a database. */
export type Workspace = { pool: Database['pool']; database: Database; userId: string; chatId: string };

export async function openTestDatabase(form: Pick<PoolForm, 'open'>): Promise<TestDatabase> {
  const store = await form.open();
  await migrate(store.pool);
  const database = openDatabase(store.pool);
  return {
    pool: store.pool,
    database,
    async close() {
      await database.close();
      await store.close();
    },
  };
}

/** Makes a person and a group of theirs with these agents. */
export async function seed(
  pool: Database['pool'],
  agentIds: readonly string[],
): Promise<{ userId: string; chatId: string }> {
  const [userId, chatId] = [newId(), newId()];
  await pool.query(`insert into "user" (id, name, email, "updatedAt") values ($1, 'Ada', $2, now())`, [
    userId,
    `${userId}@example.com`,
  ]);
  await pool.query(`insert into chat (id, kind, title, "createdBy") values ($1, 'group', 'Bees', $2)`, [
    chatId,
    userId,
  ]);
  await pool.query(
    `insert into member ("chatId", "contactId", kind, version)
     select $1, id, kind, 1 from unnest($2::text[], $3::text[]) as m(id, kind)`,
    [chatId, [userId, ...agentIds], ['user', ...agentIds.map(() => 'agent')]],
  );
  return { userId, chatId };
}

/** Another person, in the workspace's chat. */
export async function joined({ pool, chatId }: Workspace, role: 'member' | 'admin' = 'member'): Promise<string> {
  const userId = newId();
  await pool.query(`insert into "user" (id, name, email, "updatedAt") values ($1, 'Ben', $1, now())`, [userId]);
  await pool.query(`insert into member ("chatId", "contactId", kind, role, version) values ($1, $2, 'user', $3, 1)`, [
    chatId,
    userId,
    role,
  ]);
  return userId;
}

export async function messagesOf({ prisma }: Pick<Database, 'prisma'>, chatId: string): Promise<Message[]> {
  return (await prisma.message.findMany({ where: { chatId }, orderBy: { seq: 'asc' } })).map(messageOf);
}

export async function runsOf({ prisma }: Pick<Database, 'prisma'>, chatId: string): Promise<Run[]> {
  const orderBy = [{ createdAt: 'asc' }, { id: 'asc' }] as const;
  const rows = await prisma.run.findMany({ where: { chatId }, orderBy: [...orderBy], include: { steps: true } });
  return rows.map(({ steps, ...row }) => runOf(row, steps));
}
