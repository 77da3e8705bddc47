import { setTimeout as pause } from 'node:timers/promises';
import { createDevice } from '../../client/testing/device.ts';
import { newId } from '../../shared/ids.ts';
import type { ClientState } from '../../client/state.ts';
import { type Figure, median, ms, percentile } from '../figures.ts';
import { fill } from '../fill.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const CHATS = 50;
const MISSED = 100;
/** Slower than what one socket may ask for. */
const EVERY_MS = 20;

/** A client with many chats comes back after it missed messages in one of them. */
export const reconnect: Row = {
  name: 'reconnect',
  on: 'every form',
  async run(form, { quick }) {
    const rounds = quick ? 2 : 12;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    try {
      const [admin, friend] = await signUp(waggle.url, 2);
      if (!friend) throw new Error('nobody else is there');
      const socket = await connect(waggle.url, admin);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const chatIds: string[] = [];
      for (let index = 0; index < CHATS; index++) {
        chatIds.push(await makeGroup(socket, [friend.id], `Chat ${index}`));
      }
      socket.close();
      await waggle.end();
      for (const chatId of chatIds) await fill(ground, { chatId, senderId: admin.id, from: 1, to: 100 });
      await waggle.up();

      const [chatId = ''] = chatIds;
      const sender = await connect(waggle.url, admin);
      await sender.do('sync', { workspace: 0, user: 0, chats: {} });
      const cookies = friend.cookie.split('; ').map((pair) => {
        const at = pair.indexOf('=');
        return [pair.slice(0, at), pair.slice(at + 1)] as const;
      });
      const device = createDevice(waggle.url, { jar: new Map(cookies) });
      let expected = 100;
      const isThere = (state: ClientState) =>
        state.connection === 'online' && state.chats[chatId]?.lastSeq === expected;
      await device.until('the chats are there', isThere, 30_000);
      const took: number[] = [];
      const bare: number[] = [];
      for (let round = 0; round < rounds; round++) {
        device.stop();
        for (let index = 0; index < MISSED; index++) {
          await sender.do('message:send', { id: newId(), chatId, text: `Missed ${index}` });
          await pause(EVERY_MS);
        }
        const known = { [chatId]: device.state().chats[chatId]?.version ?? 0 };
        bare.push(await timed(() => sender.do('sync', { workspace: 0, user: 0, chats: known })));
        expected += MISSED;
        const back = createDevice(waggle.url, { jar: new Map(cookies), name: 'device-1' });
        took.push(await timed(() => back.until('what was missed is there', isThere, 30_000)));
        back.stop();
        device.stop = back.stop;
        device.state = back.state;
      }
      sender.close();
      const p95 = percentile(took, 0.95);
      const figure: Figure = {
        what: `back after ${MISSED} missed messages, with ${CHATS} chats: all there, p95`,
        value: `${ms(p95)} (p50 ${ms(median(took))})`,
        limit: `one sync of that chat alone ${ms(median(bare))}`,
        bar: '≤ 300 ms',
        pass: p95 <= 300,
      };
      return [figure];
    } finally {
      await waggle.stop();
      await ground.clear();
    }
  },
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
