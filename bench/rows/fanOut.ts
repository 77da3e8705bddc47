import { newId } from '../../shared/ids.ts';
import { io } from 'socket.io-client';
import { Crowd } from '../crowd.ts';
import { count, median, times } from '../figures.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import { startRaw } from '../raw.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const SOCKETS = 1000;
const PEOPLE = 20;
const TEXT = 'The clover behind the mill is open since this morning; who comes along?';
/** Messages under way at a time. */
const AT_ONCE = 4;

type Sender = (index: number) => Promise<unknown>;

/** Messages into a group of a thousand sockets, beside the same bytes into a room of Socket.IO. */
export const fanOut: Row = {
  name: 'fan-out',
  on: 'every form',
  async run(form, { quick }) {
    const messages = quick ? 10 : 50;
    const rounds = quick ? 1 : 5;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    const raw = await startRaw();
    const crowds = [new Crowd(2), new Crowd(2)] as const;
    try {
      const people = await signUp(waggle.url, PEOPLE);
      const socket = await connect(waggle.url, people[0]);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const chatId = await makeGroup(
        socket,
        people.slice(1).map(({ id }) => id),
      );
      const cookies = Array.from({ length: SOCKETS }, (_, index) => people[index % PEOPLE]?.cookie ?? '');
      const [crowd, rawCrowd] = crowds;
      await crowd.join(
        waggle.url,
        cookies.map((cookie) => ({ cookie, open: [] })),
      );
      await rawCrowd.join(
        raw.url,
        cookies.map(() => ({ open: [chatId] })),
      );
      const bare = io(raw.url, { transports: ['websocket'], extraHeaders: { origin: raw.url } });
      await new Promise<void>((resolve) => bare.once('connect', resolve));
      const send = async () => {
        await socket.do('message:send', { id: newId(), chatId, text: TEXT });
      };
      await send();
      const told = socket.eventsOf('chat:changed').at(-1);
      const say = () => bare.emitWithAck('say', { room: chatId, data: told });

      const rates: number[] = [];
      const rawRates: number[] = [];
      let cpu = 0;
      let rawCpu = 0;
      // In turns, so that whatever else the machine does falls on both.
      for (let round = 0; round < rounds; round++) {
        await waggle.reset();
        rates.push(await deliveries(crowd, messages, send));
        cpu += (await waggle.read()).cpuMs / rounds;
        await raw.reset();
        rawRates.push(await deliveries(rawCrowd, messages, say));
        rawCpu += (await raw.read()).cpuMs / rounds;
      }
      socket.close();
      bare.disconnect();

      const [rate, rawRate] = [median(rates), median(rawRates)];
      const each = (used: number) => `${((used * 1000) / (messages * SOCKETS)).toFixed(1)} µs CPU each`;
      const ratio = rate / rawRate;
      return [
        {
          what: `fan-out to ${count(SOCKETS)} sockets, deliveries/s`,
          value: `${times(ratio)} (${count(rate)}/s, ${each(cpu)})`,
          limit: `raw room emit ${count(rawRate)}/s, ${each(rawCpu)}`,
          bar: '≥ 0.7×',
          pass: ratio >= 0.7,
        },
      ];
    } finally {
      await Promise.all(crowds.map((crowd) => crowd.stop()));
      await raw.stop();
      await waggle.stop();
      await ground.clear();
    }
  },
};

/** How many deliveries a second, from the first message sent to the last one heard. */
async function deliveries(crowd: Crowd, messages: number, send: Sender): Promise<number> {
  await crowd.watch('chat:changed');
  const began = performance.timeOrigin + performance.now();
  let next = 0;
  const line = async (): Promise<void> => {
    while (next < messages) await send(next++);
  };
  const share = (messages * SOCKETS) / 2;
  const [{ heard, lastAt }] = await Promise.all([
    crowd.until([share, share], 120_000),
    ...Array.from({ length: AT_ONCE }, line),
  ]);
  if (heard !== messages * SOCKETS) throw new Error(`${count(heard)} of ${count(messages * SOCKETS)} were heard`);
  return heard / ((lastAt - began) / 1000);
}
