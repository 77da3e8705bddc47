import type { Bus } from './bus/bus.ts';
import { createInProcessBus } from './bus/inProcessBus.ts';
import type { RedisConnection } from './bus/redis.ts';
import type { Logger } from './log.ts';
import { createInProcessQueue } from './queue/inProcessQueue.ts';
import type { Queue } from './queue/queue.ts';
import type { Secret } from './secret.ts';

/** What joins the processes that work on one workspace. */
export interface Lines {
  bus: Bus;
  queue: Queue;
  /** For counting attempts together. */
  redis: { client: RedisConnection; namespace: string } | undefined;
  /** What it is, in words, and where. */
  description: string;
  place: string | undefined;
  close(): Promise<void>;
}

type Settings = { redisUrl: Secret | undefined; namespace: string; logger: Logger };

/** In memory for the only process, else over Redis; throws RedisUnavailable. */
export async function openLines({ redisUrl, namespace, logger }: Settings): Promise<Lines> {
  if (redisUrl === undefined) {
    const bus = createInProcessBus(logger);
    const queue = createInProcessQueue();
    const close = () => bus.close();
    return { bus, queue, redis: undefined, description: 'in this process', place: undefined, close };
  }
  // A process that is alone starts sooner without them.
  const [{ connectRedis }, { createRedisBus }, { createBullmqQueue }] = await Promise.all([
    import('./bus/redis.ts'),
    import('./bus/redisBus.ts'),
    import('./queue/bullmqQueue.ts'),
  ]);
  const url = redisUrl.reveal();
  const client = await connectRedis(url);
  const bus = createRedisBus({ url, namespace, logger });
  const queue = createBullmqQueue({ url, namespace, logger });
  return {
    bus,
    queue,
    redis: { client, namespace },
    description: 'BullMQ on Redis',
    place: URL.parse(url)?.host ?? 'REDIS_URL',
    async close() {
      await queue.close(0);
      await bus.close();
      client.disconnect();
    },
  };
}
