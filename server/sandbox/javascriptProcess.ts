// A JavaScript program in QuickJS in a process of its own, which is started for it and ends with it.
import { getQuickJS, type QuickJSContext, type QuickJSHandle, shouldInterruptAfterDeadline } from 'quickjs-emscripten';
import { capMemory, closeImports, fail, finish, handOver, hear, leave, print, say, takeGlobals } from './inside.ts';
import { PRELUDE } from './javascriptPrelude.ts';
import { isFileName, MOST } from './messages.ts';

const MEMORY = 64 * 1024 * 1024;
const STACK = 512 * 1024;
/** The engine's own flag for a program that may await at its top level; its value then stands in an object. */
const ASYNC = 1 << 7;

function attempt(run: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
  if (run.error) endWith(run.error);
  return run.value;
}

/** Ends with what the program threw, in words that its own objects may shape but not lengthen. */
function endWith(thrown: QuickJSHandle): never {
  runtime.setMemoryLimit(2 * MEMORY);
  const said = context.callFunction(inWords, context.undefined, thrown);
  const text = said.error ? 'The program threw something that cannot be said.' : context.getString(said.value);
  if (performance.now() > end) fail('time', 'The program took too long and was ended.');
  if (/^InternalError: out of memory/.test(text))
    fail('memory', 'The program needed more than 64 MB of memory and was ended.');
  fail('error', text);
}

const quickjs = await getQuickJS();
takeGlobals();
closeImports();
capMemory(2 * MEMORY);
const runtime = quickjs.newRuntime({ memoryLimitBytes: MEMORY, maxStackSizeBytes: STACK });
const context = runtime.newContext();

const written = new Map<string, Uint8Array>();
let given: ReadonlyMap<string, Uint8Array> = new Map();
let end = Number.POSITIVE_INFINITY;

function door(name: string, act: (...args: (QuickJSHandle | undefined)[]) => QuickJSHandle): void {
  context.newFunction(name, act).consume((made) => context.setProp(context.global, name, made));
}

/** What the world writes comes in as it is said; the program's own objects never come here, only texts and bytes. */
function text(handle: QuickJSHandle | undefined): string {
  return handle !== undefined && context.typeof(handle) === 'string' ? context.getString(handle) : '';
}

door('print', (line) => {
  print(`${text(line)}\n`);
  return context.undefined;
});
door('list', () => context.newString(JSON.stringify([...given.keys()].map((name) => `/in/${name}`))));
door('read', (path) => {
  const bytes = find(text(path));
  return bytes === undefined ? context.undefined : context.newArrayBuffer(bytes.slice().buffer);
});
door('write', (path, content) => {
  const name = /^\/out\/(.*)$/su.exec(text(path))?.[1] ?? '';
  if (!isFileName(name)) return context.newString('A file is written to /out/<name>, without folders.');
  if (content === undefined) return context.newString('Nothing to write was given.');
  const bytes = context.getArrayBuffer(content).consume((lifetime) => lifetime.value.slice());
  written.set(name, bytes);
  const sum = [...written.values()].reduce((total, file) => total + file.length, 0);
  if (written.size > MOST.files || sum > MOST.fileBytes)
    handOver([...written].map(([name, bytes]) => ({ name, bytes })));
  return context.undefined;
});

function find(path: string): Uint8Array | undefined {
  if (path.startsWith('/in/')) return given.get(path.slice('/in/'.length));
  return path.startsWith('/out/') ? written.get(path.slice('/out/'.length)) : undefined;
}

const inWords = attempt(context.evalCode(PRELUDE, 'prelude.js'));

say({ kind: 'ready' });
const order = hear();
given = new Map(order.files.map(({ name, bytes }) => [name, bytes]));
end = performance.now() + order.timeMs;
runtime.setInterruptHandler(shouldInterruptAfterDeadline(Date.now() + order.timeMs));

/** What a promise has come to; anything else is what it is. */
function settled(handle: QuickJSHandle): QuickJSHandle {
  const ran = runtime.executePendingJobs();
  if (ran.error) endWith(ran.error);
  const state = context.getPromiseState(handle);
  if (state.type === 'rejected') endWith(state.error);
  if (state.type === 'pending') fail('error', 'The program awaits what never comes: it has no timers and no network.');
  return state.value;
}

const whole = settled(attempt(context.evalCode(order.code, 'program.js', ASYNC)));
const value = settled(context.getProp(whole, 'value'));
const result =
  context.typeof(value) === 'undefined' ? undefined : context.callFunction(inWords, context.undefined, value);
if (result?.error) endWith(result.error);
const said = result === undefined ? undefined : text(result.value);
handOver([...written].map(([name, bytes]) => ({ name, bytes })));
finish(said);
leave();
