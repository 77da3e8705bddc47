import { setTimeout as pause } from 'node:timers/promises';
import type { WaggleServer } from './io.ts';

/** Over so long the sockets of a process that stops come back, one by one. */
const SPREAD_MS = 3_000;
/** So long words already said may take to reach those who read slowly, and connections to end. */
const LAST_WORDS_MS = 500;

/** Tells every socket here to look for another process, each after another while. */
export function sayGoodbye(io: WaggleServer): void {
  for (const socket of io.of('/').sockets.values()) {
    socket.emit('server:leaving', { afterMs: Math.floor(Math.random() * SPREAD_MS) });
  }
}

/** Closes all sockets, after what was said has gone out or a moment has passed. Done again, does nothing. */
export async function closeSockets(io: WaggleServer): Promise<void> {
  // Without an HTTP server there is no engine, whatever the types say.
  const engine = io.engine as WaggleServer['engine'] | undefined;
  if (engine === undefined) return;
  io.disconnectSockets(true);
  const deadline = Date.now() + LAST_WORDS_MS;
  while (engine.clientsCount > 0 && Date.now() < deadline) await pause(10);
  await Promise.race([io.close(), pause(LAST_WORDS_MS, undefined, { ref: false })]);
}
