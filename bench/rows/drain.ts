import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createDevice } from '../../client/testing/device.ts';
import { Child } from '../child.ts';
import { count, percentile } from '../figures.ts';
import { connect, makeGroup, signUp } from '../people.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

const PEOPLE = 20;
const PROCESSES = 2;
const WITHIN_MS = 60_000;
const BACK_MS = 15_000;
/** No second may bring back more of them than this. */
const AT_ONCE = 0.6;

/** A deploy: the process ends in order and starts anew under many connected clients, while somebody writes. */
export const drain: Row = {
  name: 'drain',
  on: 'every form',
  async run(form, { quick }) {
    const sockets = quick ? 100 : 1000;
    const messages = quick ? 50 : 200;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    const children = Array.from(
      { length: PROCESSES },
      () => new Child(join(import.meta.dirname, '..', 'returnerProcess.ts')),
    );
    try {
      const people = await signUp(waggle.url, PEOPLE);
      const [writer] = people;
      const socket = await connect(waggle.url, writer);
      await socket.do('sync', { workspace: 0, user: 0, chats: {} });
      const chatId = await makeGroup(
        socket,
        people.slice(1).map(({ id }) => id),
      );
      socket.close();
      const cookies = Array.from({ length: sockets }, (_, index) => people[index % PEOPLE]?.cookie ?? '');
      const share = sockets / PROCESSES;
      await Promise.all(
        children.map((child, index) =>
          child.ask('join', { url: waggle.url, cookies: cookies.slice(index * share, (index + 1) * share) }),
        ),
      );
      const jar = new Map(
        writer.cookie.split('; ').map((pair) => [pair.split('=')[0] ?? '', pair.slice(pair.indexOf('=') + 1)]),
      );
      const device = createDevice(waggle.url, { jar, reconnectMs: [1000, 30_000] });
      await device.until('the chat is there', (state) => chatId in state.chats, 30_000);

      await Promise.all(children.map((child) => child.ask('count')));
      const writing = (async () => {
        for (let at = 0; at < messages; at++) {
          device.waggle.send(chatId, { text: `Message ${at}` });
          await pause(10);
        }
      })();
      await pause(200);
      const left = performance.now();
      await waggle.end();
      await waggle.up();
      const up = performance.timeOrigin + performance.now();
      const away = performance.now() - left;
      await writing;
      const all = await Promise.all(
        children.map((child) => child.ask<number[]>('back', { wanted: share, withinMs: WITHIN_MS })),
      );
      const after = all.flat().map((at) => at - up);
      await device.until('all is sent', (state) => (state.outbox[chatId] ?? []).length === 0, WITHIN_MS);
      const texts = Object.values(device.state().chats[chatId]?.messages ?? {}).map(({ text }) => text);
      device.stop();
      const lost = messages - new Set(texts).size;
      const twice = texts.length - new Set(texts).size;
      const last = Math.max(0, ...after);
      const densest = Math.max(0, ...after.map((from) => after.filter((at) => at >= from && at < from + 1000).length));
      const away1 = (away / 1000).toFixed(1);
      return [
        {
          what: `restart under ${count(sockets)} clients: all back and synced, from when it is up`,
          value: `${(last / 1000).toFixed(1)} s (p50 ${(percentile(after, 0.5) / 1000).toFixed(1)} s); ${count(after.length)} back`,
          limit: `away for ${away1} s`,
          bar: `≤ ${BACK_MS / 1000} s, all`,
          pass: after.length >= sockets && last <= BACK_MS,
        },
        {
          what: `restart under ${count(sockets)} clients: most that came back within one second`,
          value: count(densest),
          limit: count(sockets),
          bar: `≤ ${AT_ONCE * 100} %`,
          pass: densest <= AT_ONCE * sockets,
        },
        {
          what: `restart under ${count(sockets)} clients: messages written meanwhile`,
          value: `${count(messages)}; lost ${lost}, twice ${twice}`,
          limit: '–',
          bar: 'none, none',
          pass: lost === 0 && twice === 0,
        },
      ];
    } finally {
      await Promise.all(children.map((child) => child.stop()));
      await waggle.stop();
      await ground.clear();
    }
  },
};
