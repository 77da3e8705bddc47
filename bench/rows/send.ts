import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { newId } from '../../shared/ids.ts';
import { median, ms, percentile, times } from '../figures.ts';
import type { Ground } from '../forms.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startRaw } from '../raw.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const TEXT = 'How many flowers does a bee visit on one flight, and how does she remember where they stand?';
/** Slower than a client may send, so that nobody is told to wait. */
const PACE_MS = 20;

/** From sending to the acknowledgement that it is stored, beside an empty round trip and one bare insert. */
export const send: Row = {
  name: 'send',
  on: 'every form',
  async run(form, { quick }) {
    const rounds = quick ? 50 : 500;
    const [ground, other, raw] = await Promise.all([form.prepare(), form.prepare(), startRaw()]);
    const waggle = await startWaggle(ground);
    try {
      const [person] = await signUp(waggle.url);
      const socket = await connect(waggle.url, person);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const chatId = await makeGroup(socket, []);
      const sent = await timed(rounds, async () => {
        await socket.do('message:send', { id: newId(), chatId, text: TEXT });
      });
      socket.close();

      const bare = io(raw.url, { transports: ['websocket'], extraHeaders: { origin: raw.url } });
      await new Promise<void>((resolve) => bare.once('connect', resolve));
      const trips = await timed(rounds, async () => {
        await bare.emitWithAck('echo', { id: newId(), chatId, text: TEXT });
      });
      bare.disconnect();
      const inserts = await bareInserts(other, rounds);

      const limit = median(trips) + median(inserts);
      const ratio = median(sent) / limit;
      const tail = percentile(sent, 0.99);
      return [
        {
          what: 'send to acknowledged, p50',
          value: `${times(ratio)} (${ms(median(sent))})`,
          limit: `round trip ${ms(median(trips))} + insert ${ms(median(inserts))}`,
          bar: '≤ 3×',
          pass: ratio <= 3,
        },
        {
          what: 'send to acknowledged, p99',
          value: ms(tail),
          limit: `round trip ${ms(percentile(trips, 0.99))}, insert ${ms(percentile(inserts, 0.99))}`,
          bar: '≤ 50 ms',
          pass: tail <= 50,
        },
      ];
    } finally {
      await waggle.stop();
      await raw.stop();
      await Promise.all([ground.clear(), other.clear()]);
    }
  },
};

async function bareInserts(ground: Ground, rounds: number): Promise<number[]> {
  const store = await ground.open();
  try {
    const { pool } = store.database;
    const chatId = newId();
    await pool.query(`insert into chat (id, kind, "createdBy") values ($1, 'group', $1)`, [chatId]);
    let seq = 0;
    return await timed(rounds, async () => {
      seq++;
      await pool.query({
        name: 'bare',
        text: `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text)
          values ($1, $2, $3, $3, $2, 'user', $4)`,
        values: [newId(), chatId, seq, TEXT],
      });
    });
  } finally {
    await store.close();
  }
}

/** How long each took, after a few that do not count. */
async function timed(rounds: number, work: () => Promise<void>): Promise<number[]> {
  const taken: number[] = [];
  for (let round = -10; round < rounds; round++) {
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    if (round >= 0) taken.push(took);
    await pause(Math.max(0, PACE_MS - took));
  }
  return taken;
}
