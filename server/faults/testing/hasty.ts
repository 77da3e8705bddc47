// A server with a fault on purpose: it acknowledges and tells of a message before it is stored, and stores it a moment
// later. What finds faults must find this one.
import { createApp } from '../../app.ts';
import { loadEnv } from '../../env.ts';
import { createLog } from '../../log.ts';

const LATE_MS = 15;

type Asked = { name?: string; values?: unknown[] };
type Answer = { rows: unknown[] };

const env = loadEnv();
const app = await createApp({ env, log: createLog(env.logLevel) });
const { pool } = app.parts.database;
const query = pool.query.bind(pool) as unknown as (...asked: unknown[]) => Promise<Answer>;
const counters = new Map<string, { version: number; seq: number }>();
let storing: Promise<unknown> = Promise.resolve();

async function hasty(asked: Asked): Promise<Answer> {
  const chatId = String(asked.values?.[0]);
  const known = counters.get(chatId) ?? (await readCounters(chatId));
  const next = { version: known.version + 1, seq: known.seq + 1 };
  counters.set(chatId, next);
  storing = storing
    .then(() => new Promise((resolve) => setTimeout(resolve, LATE_MS)))
    .then(() => query(asked))
    .catch(() => undefined);
  return { rows: [next] };
}

async function readCounters(chatId: string): Promise<{ version: number; seq: number }> {
  const { rows } = await query('select version, "lastSeq" as seq from chat where id = $1', [chatId]);
  return rows[0] as { version: number; seq: number };
}

Object.assign(pool, {
  query: (...asked: unknown[]) => {
    const [statement] = asked as [Asked | string];
    return typeof statement === 'object' && statement.name === 'send' ? hasty(statement) : query(...asked);
  },
});
const port = await app.listen();
process.stdout.write(`http://localhost:${port}\n`);
