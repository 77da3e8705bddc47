import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { limitInKernel } from './kernelLimits.ts';
import { startChild } from './sandboxChild.ts';

const PROBE = new URL('./testing/probeProcess.ts', import.meta.url);
const BABBLE = new URL('./testing/babbleProcess.ts', import.meta.url);
const hasPrlimit = existsSync('/usr/bin/prlimit');

test('a process that broke out of its interpreter reads, writes, starts and reaches nothing', {
  timeout: 60_000,
}, async () => {
  const reached: unknown[] = [];
  const server = createServer((socket) => {
    reached.push(socket);
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());

  const child = startChild({ file: PROBE, args: [], reads: [], heapMb: 64 });
  expect(await child.next()).toEqual({ kind: 'ready' });
  if (hasPrlimit) await limitInKernel(child.pid, { cpuSeconds: 10, dataMb: 1100 });
  child.input.end(`${JSON.stringify({ code: String(port), timeMs: 1000, files: [], modules: [] })}\n`);
  const said = await child.next();
  await child.kill();
  server.close();

  const tried = z.record(z.string(), z.string()).parse(JSON.parse((said?.kind === 'done' && said.result) || '{}'));
  const { socket, ...others } = tried;
  expect(others).toEqual({
    environment: 'TZ',
    passwd: 'ERR_ACCESS_DENIED',
    server: 'ERR_ACCESS_DENIED',
    'own folder': hasPrlimit ? 'EMFILE' : 'done',
    write: 'ERR_ACCESS_DENIED',
    spawn: 'ERR_ACCESS_DENIED',
    worker: 'ERR_ACCESS_DENIED',
    code: 'EvalError',
    process: 'ReferenceError',
    fetch: 'ReferenceError',
    import: 'closed',
  });
  if (hasPrlimit) {
    expect(socket).toBe('EMFILE');
    expect(reached).toEqual([]);
  }
});

test('sayings that are none of ours, or too many, end the hearing', { timeout: 60_000 }, async () => {
  const child = startChild({ file: BABBLE, args: [], reads: [], heapMb: 64 });
  expect(await child.next()).toEqual({ kind: 'ready' });
  expect(await child.next()).toBeUndefined();
  expect((await child.kill()).signal).toBe('SIGKILL');

  const flood = startChild({ file: BABBLE, args: ['flood'], reads: [], heapMb: 64 });
  expect(await flood.next()).toEqual({ kind: 'ready' });
  expect(await flood.next()).toBeUndefined();
  expect((await flood.kill()).signal).toBe('SIGKILL');
});
