// Clients that come back by themselves, as a browser's engine does, in a process of their own; started by drain.ts.
import { setTimeout as pause } from 'node:timers/promises';
import { createBackoff } from '../client/backoff.ts';
import { createSocket, type Socket, type SocketHandlers } from '../client/socket.ts';
import type { CommandInput } from '../shared/command.ts';
import { type EventName, events } from '../shared/event.ts';
import { answerParent } from './child.ts';

const AT_A_TIME = 40;

/** When each last came back and had synced, in Unix time. */
const back = new Map<Socket, number>();
let counting = false;

function join(url: string, cookie: string): Promise<void> {
  return new Promise((resolve) => {
    const backoff = createBackoff();
    const ignored = Object.fromEntries(Object.keys(events).map((name) => [name, () => undefined]));
    const socket: Socket = createSocket(
      { url, headers: { cookie, origin: url } },
      {
        events: {
          ...(ignored as Record<EventName, () => void>),
          'server:leaving': ({ afterMs }) => socket.renew(afterMs + Math.random() * 1000),
        } satisfies SocketHandlers['events'],
        onUnreadable: () => undefined,
        onConnection: () => undefined,
        onSignedOut: () => undefined,
        onUp: () => void synced(),
      },
    );
    const known: CommandInput<'sync'> = { workspace: 0, user: 0, chats: {} };
    const synced = async (): Promise<void> => {
      const reply = await socket.command('sync', known);
      if (!reply.ok) {
        // As the client does; one that is not up syncs as soon as it is.
        if (socket.isUp()) setTimeout(() => void synced(), backoff.next(reply.retryAfterMs));
        return;
      }
      backoff.reset();
      known.workspace = reply.data.workspace?.workspace.version ?? known.workspace;
      known.user = reply.data.user?.version ?? known.user;
      for (const { chatId, upTo } of reply.data.chats) known.chats[chatId] = upTo;
      if (counting) back.set(socket, performance.timeOrigin + performance.now());
      resolve();
    };
    socket.connect();
  });
}

answerParent({
  async join({ url, cookies }: { url: string; cookies: string[] }): Promise<void> {
    for (let at = 0; at < cookies.length; at += AT_A_TIME) {
      await Promise.all(cookies.slice(at, at + AT_A_TIME).map((cookie) => join(url, cookie)));
    }
  },
  /** From now on notes who comes back. */
  count(): void {
    back.clear();
    counting = true;
  },
  /** When each came back, once so many have, or after `withinMs`. */
  async back({ wanted, withinMs }: { wanted: number; withinMs: number }): Promise<number[]> {
    const deadline = performance.now() + withinMs;
    while (back.size < wanted && performance.now() < deadline) await pause(10);
    return [...back.values()];
  },
});
