import { setTimeout as pause } from 'node:timers/promises';
import { Crowd } from '../crowd.ts';
import { count, kilobytes } from '../figures.ts';
import { signUp } from '../people.ts';
import { startRaw } from '../raw.ts';
import type { Row } from '../row.ts';
import { startWaggle } from '../waggle.ts';

/** As many as the sockets that one person may have open ask for. */
const PEOPLE = 60;
const SETTLE_MS = 3000;

/** What a socket costs that is connected, synced and idle, beside one of Socket.IO alone. */
export const idle: Row = {
  name: 'idle',
  on: 'once',
  async run(form, { quick }) {
    const sockets = quick ? 500 : 5000;
    const ground = await form.prepare();
    const waggle = await startWaggle(ground);
    const raw = await startRaw();
    const crowds = [new Crowd(2), new Crowd(2)] as const;
    try {
      const people = await signUp(waggle.url, PEOPLE);
      const [warm, rawWarm] = [200, 200];
      const [crowd, rawCrowd] = crowds;
      const of = (howMany: number) =>
        Array.from({ length: howMany }, (_, index) => ({ cookie: people[index % PEOPLE]?.cookie ?? '', open: [] }));
      // The first ones fill what is kept once; they count for nobody.
      await crowd.join(waggle.url, of(warm));
      await pause(SETTLE_MS);
      const before = (await waggle.settled()).rss;
      await crowd.join(waggle.url, of(sockets));
      await pause(SETTLE_MS);
      const each = ((await waggle.settled()).rss - before) / sockets;
      await crowd.stop();

      const bare = (howMany: number) => Array.from({ length: howMany }, () => ({ open: ['room'] }));
      await rawCrowd.join(raw.url, bare(rawWarm));
      await pause(SETTLE_MS);
      const rawBefore = (await raw.settled()).rss;
      await rawCrowd.join(raw.url, bare(sockets));
      await pause(SETTLE_MS);
      const rawEach = ((await raw.settled()).rss - rawBefore) / sockets;
      return [
        {
          what: `${count(sockets)} idle sockets, memory each`,
          value: kilobytes(each),
          limit: `raw Socket.IO ${kilobytes(rawEach)}`,
          bar: '≤ 30 KB',
          pass: each <= 30 * 1024,
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
