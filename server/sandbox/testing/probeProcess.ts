// Tries from the side of JavaScript what the programs of the sandbox could try if they broke out of their interpreter.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { closeImports, finish, hear, say, takeGlobals } from '../inside.ts';

const tried: Record<string, string> = {};

function attempt(name: string, act: () => unknown): void {
  try {
    act();
    tried[name] = 'done';
  } catch (error) {
    const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
    tried[name] = typeof code === 'string' ? code : error instanceof Error ? error.name : 'thrown';
  }
}

const environment = Object.keys(process.env).join(' ');
const { execPath } = process;
const store = new URL('../../store', import.meta.url);
const own = new URL('..', import.meta.url);
takeGlobals();
closeImports();
say({ kind: 'ready' });
const order = hear();
tried['environment'] = environment;
attempt('passwd', () => readFileSync('/etc/passwd'));
attempt('server', () => readdirSync(store));
attempt('own folder', () => readdirSync(own));
attempt('write', () => {
  writeFileSync('/tmp/left-by-a-sandbox', 'x');
});
attempt('spawn', () => spawnSync(execPath, ['-v']));
attempt('worker', () => new Worker('0', { eval: true }));
attempt('code', () => Reflect.construct(attempt.constructor, ['return 1']) as unknown);
attempt('process', () => {
  if (!('process' in globalThis)) throw new ReferenceError('gone');
});
attempt('fetch', () => {
  if (!('fetch' in globalThis)) throw new ReferenceError('gone');
});
const another: string = 'node:dgram';
await import(another).then(
  () => (tried['import'] = 'done'),
  () => (tried['import'] = 'closed'),
);
tried['socket'] = await Promise.race([
  new Promise<string>((resolve) => {
    const socket = connect(Number(order.code), '127.0.0.1', () => resolve('done'));
    socket.on('error', (error) => resolve('code' in error ? String(error.code) : error.name));
  }),
  pause(2000, 'nothing'),
]);
finish(JSON.stringify(tried));
