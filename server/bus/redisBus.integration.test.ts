import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Bus } from './bus.ts';
import { createRedisBus } from './redisBus.ts';
import { TcpProxy } from './testing/tcpProxy.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const logger = pino({ level: 'silent' });

describe.skipIf(redisUrl === undefined)(
  redisUrl === undefined ? 'skipped: TEST_REDIS_URL is not set' : 'a bus on Redis',
  () => {
    let proxy: TcpProxy;
    let namespace: string;
    let buses: Bus[];

    beforeEach(async () => {
      proxy = new TcpProxy(redisUrl ?? '');
      await proxy.join();
      namespace = newId();
      buses = [];
    });
    afterEach(async () => {
      await Promise.all(buses.map((bus) => bus.close()));
      await proxy.cut();
    });

    function open(own = namespace): Bus {
      const bus = createRedisBus({ url: proxy.url, namespace: own, logger });
      buses.push(bus);
      return bus;
    }

    /** Everything heard on a topic, once the line is known to be up. */
    async function listen(bus: Bus, from: Bus): Promise<unknown[]> {
      const heard: unknown[] = [];
      bus.subscribe('t', (message) => heard.push(message));
      await expect
        .poll(() => {
          from.publish('t', 'are you there?');
          return heard.length;
        })
        .toBeGreaterThan(0);
      await pause(50);
      heard.length = 0;
      return heard;
    }

    it('brings messages to the others, in order, and not to the publisher or to other workspaces', async () => {
      const [a, b, stranger] = [open(), open(), open(newId())];
      const strange: unknown[] = [];
      stranger.subscribe('t', (message) => strange.push(message));
      const own: unknown[] = [];
      a.subscribe('t', (message) => own.push(message));
      const heard = await listen(b, a);
      for (let n = 0; n < 200; n++) a.publish('t', { n });
      await expect.poll(() => heard).toEqual(Array.from({ length: 200 }, (_, n) => ({ n })));
      expect([own, strange]).toEqual([[], []]);
    });

    it('keeps nobody waiting while Redis is away, sends what was kept when it is back, and says that it was', async () => {
      const [a, b] = [open(), open()];
      const heard = await listen(b, a);
      let resumed = 0;
      b.onResumed(() => (resumed += 1));
      await proxy.cut();
      await pause(50);
      // Publishing hands nothing back that could be waited for.
      for (let n = 0; n < 5_000; n++) a.publish('t', n);
      await proxy.join();
      await expect.poll(() => resumed, { timeout: 10_000 }).toBe(1);
      await expect
        .poll(() => {
          a.publish('t', 'last');
          return heard.at(-1);
        })
        .toBe('last');
    });

    it('hears what it subscribes to later, and no longer what it does not', async () => {
      const [a, b] = [open(), open()];
      await listen(b, a);
      const heard: unknown[] = [];
      const stop = b.subscribe('later', (message) => heard.push(message));
      await expect
        .poll(() => {
          a.publish('later', 1);
          return heard.length;
        })
        .toBeGreaterThan(0);
      stop();
      await pause(50);
      const before = heard.length;
      a.publish('later', 2);
      await pause(50);
      expect(heard).toHaveLength(before);
    });
  },
);
