import { createServer } from 'node:net';

/** Below what systems hand out to whoever asks for any port: nobody is given it before it is used. */
const FIRST = 20_000;
const COUNT = 12_000;

/** Processes that look side by side begin well apart. */
let next = (process.pid * 97) % COUNT;

/** A port nobody listens on, to start a program on soon; never the same one twice in a process. */
export async function freePort(): Promise<number> {
  for (let tried = 0; tried < COUNT; tried++) {
    const port = FIRST + next;
    next = (next + 1) % COUNT;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
