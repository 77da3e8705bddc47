import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { z } from 'zod';
import { newId } from '../../shared/ids.ts';
import type { Bus } from './bus.ts';
import { Outbox } from './outbox.ts';
import { Subscribers } from './subscribers.ts';

const Envelope = z.object({ from: z.string(), message: z.unknown() });

/** Publishes that Redis has not confirmed; past them they wait in the outbox, which is bounded. */
const MOST_UNCONFIRMED = 1_000;
const RETRY_MS = 500;
/** How long closing waits for what is still on its way out. */
const FAREWELL_MS = 500;

type Settings = {
  url: string;
  /** Keeps several workspaces on one Redis apart. */
  namespace: string;
  logger: Pick<Logger, 'error' | 'warn' | 'info'>;
};

/**
 * A bus over Redis' publish and subscribe, on two connections of its own. While Redis is away nothing waits for it:
 * what is published is kept up to a bound and follows later; what others published meanwhile is missed, which
 * `onResumed` tells.
 */
export function createRedisBus({ url, namespace, logger }: Settings): Bus {
  const processId = newId();
  const subscribers = new Subscribers(logger);
  const outbox = new Outbox();
  const connect = () =>
    new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      autoResubscribe: false,
      retryStrategy: () => RETRY_MS,
      keepAlive: 10_000,
    });
  const publisher = connect();
  const subscriber = connect();
  const channelOf = (topic: string) => `${namespace}:${topic}`;
  /** How everything begins that this process sends: Redis brings that back too, and it is not read again. */
  const own = `{"from":"${processId}",`;
  let unconfirmed = 0;
  let due: NodeJS.Immediate | undefined;
  let away = false;
  let closed = false;

  /** What is published in one turn of the loop goes out together, after what this process itself waits for. */
  function sendSoon(): void {
    due ??= setImmediate(send);
  }

  function send(): void {
    clearImmediate(due);
    due = undefined;
    if (publisher.status !== 'ready' || unconfirmed >= MOST_UNCONFIRMED) return;
    const { posted, lost } = outbox.take();
    if (lost > 0) logger.warn({ lost }, 'messages to other processes were given up while Redis was away');
    if (posted.length === 0) return;
    unconfirmed += posted.length;
    publisher
      .pipeline(posted.map(({ channel, payload }) => ['publish', channel, payload]))
      .exec()
      .then((answers) => {
        const error = answers?.find(([failed]) => failed !== null)?.[0];
        if (error) notice(error);
      }, notice)
      .finally(() => {
        unconfirmed -= posted.length;
        if (unconfirmed === 0) send();
      });
  }

  async function resubscribe(): Promise<void> {
    const channels = subscribers.topics().map(channelOf);
    try {
      if (channels.length > 0) await subscriber.subscribe(...channels);
    } catch (error) {
      notice(error);
      return;
    }
    // For the first time too: what was published since this process began to look was not heard either.
    subscribers.resumed();
  }

  function notice(error: unknown): void {
    if (closed || away) return;
    away = true;
    logger.error({ err: error }, 'Redis is away: other processes hear nothing until it is back');
  }

  for (const connection of [publisher, subscriber]) connection.on('error', notice);
  publisher.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
    send();
  });
  subscriber.on('ready', () => void resubscribe());
  subscriber.on('message', (channel: string, payload: string) => {
    if (payload.startsWith(own)) return;
    const topic = channel.slice(namespace.length + 1);
    let envelope: z.infer<typeof Envelope>;
    try {
      envelope = Envelope.parse(JSON.parse(payload));
    } catch (error) {
      logger.error({ err: error, topic }, 'another process sent what is no message');
      return;
    }
    subscribers.deliver(topic, envelope.message);
  });

  return {
    processId,
    hasOthers: true,
    publish(topic, message) {
      if (closed) return;
      outbox.add({ channel: channelOf(topic), payload: JSON.stringify({ from: processId, message }) });
      sendSoon();
    },
    subscribe(topic, handler) {
      const isNew = subscribers.add(topic, handler);
      if (isNew && subscriber.status === 'ready') subscriber.subscribe(channelOf(topic)).catch(notice);
      return () => {
        const isLast = subscribers.remove(topic, handler);
        if (isLast && subscriber.status === 'ready') subscriber.unsubscribe(channelOf(topic)).catch(notice);
      };
    },
    onResumed: (handler) => subscribers.onResumed(handler),
    async close() {
      closed = true;
      send();
      subscriber.disconnect();
      if (publisher.status === 'ready')
        await Promise.race([publisher.quit().catch(() => undefined), pause(FAREWELL_MS)]);
      publisher.disconnect();
    },
  };
}
