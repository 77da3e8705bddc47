import { setTimeout as pause } from 'node:timers/promises';
import { createScheduler } from '../../agents/models/limits/scheduler.ts';
import type {
  Sandbox,
  SandboxFailure,
  SandboxRequest,
  SandboxResult,
  SandboxTerms,
} from '../../agents/tools/runCode.ts';
import type { ToolFile } from '../../agents/tools/tool.ts';
import { isFileName, MOST } from './messages.ts';
import { createPrograms, type Language, type Report } from './programs.ts';
import type { End, SandboxChild } from './sandboxChild.ts';
import { createSpares } from './spares.ts';
import { deliver } from './wheels/deliver.ts';
import { NO_WHEELS, type Wheels } from './wheels/wheels.ts';

/** Runs code of unknown intent, each in a process of its own that no other code has run in. */
export type ProcessSandbox = {
  /** The sandbox as those use it who run programs for a person in a chat: each has its turn in an order fair to all. */
  of(whose: Whose): Sandbox;
  /** Resolves when a process of that language waits for a program. */
  warm(language: Language): Promise<void>;
  /** Ends every process that waits. */
  close(): Promise<void>;
};

type Whose = { userId: string; chatId: string };

type Settings = {
  report: Report;
  /** What Python programs may import besides the standard library. */
  wheels?: Promise<Wheels>;
  /** How many run at the same time; the others wait. */
  atOnce?: number;
  /** How long a process that waits for the next program is kept; 0 for none. */
  spareMs?: number;
};

/** Of programs that wait; more would not be run while anybody still wants to know. */
const BOUNDS = { most: 500, mostPerChat: 50 };
/** A program that knows its own end (JavaScript does) may say so before it is ended from outside. */
const GRACE_MS = 300;
const EXIT_WITHIN_MS = 2000;

export function createSandbox(settings: Settings): ProcessSandbox {
  const { report, wheels = Promise.resolve(NO_WHEELS), atOnce = 2, spareMs = 120_000 } = settings;
  const programs = createPrograms(report, wheels);
  const spares = createSpares(programs, spareMs, report);
  const scheduler = createScheduler({ concurrency: atOnce, bounds: BOUNDS, now: Date.now });

  async function start(language: Language, signal: AbortSignal): Promise<SandboxChild | undefined> {
    const starting = spares.take(language);
    const stopped = new Promise<undefined>((resolve) => {
      if (signal.aborted) resolve(undefined);
      signal.addEventListener('abort', () => resolve(undefined), { once: true });
    });
    const child = await Promise.race([starting, stopped]);
    if (child === undefined)
      void starting.then((late) => late.kill()).catch((cause: unknown) => report('a sandbox did not start', cause));
    return child;
  }

  async function run(request: SandboxRequest, terms: SandboxTerms): Promise<SandboxResult> {
    const { language } = request;
    try {
      terms.stage('starting');
      const child = await start(language, terms.signal);
      if (child === undefined) return failed('stopped', STOPPED);
      terms.stage('running');
      return await watch(child, { request, terms, report, wheels: language === 'python' ? await wheels : NO_WHEELS });
    } catch (cause) {
      report('a sandbox did not start', cause);
      return failed('broken', 'The sandbox could not be started. It is not the program’s fault.');
    } finally {
      void spares.refill(language);
    }
  }

  async function inTurn(request: SandboxRequest, terms: SandboxTerms, whose: Whose): Promise<SandboxResult> {
    const refused = refuse(request);
    if (refused !== undefined) return failed('files', refused);
    if (scheduler.running() >= atOnce) terms.stage('waiting');
    const { signal } = terms;
    const came = await scheduler.schedule(() => run(request, terms), { ...whose, priority: 'person', signal });
    if (came.kind === 'done') return came.value;
    return came.reason === 'stopped' ? failed('stopped', STOPPED) : failed('busy', BUSY);
  }

  return {
    of: (whose) => ({ run: (request, terms) => inTurn(request, terms, whose) }),
    warm: (language) => spares.refill(language),
    async close() {
      await spares.close();
      programs.close();
    },
  };
}

const BUSY = 'Too many programs wait already. Do without, or try again later.';
const STOPPED = 'A person stopped it.';

function failed(reason: SandboxFailure, message: string, output = '', cut = false): SandboxResult {
  return { kind: 'failed', reason, message, output, cut };
}

function refuse({ files }: SandboxRequest): string | undefined {
  if (files.length > MOST.files) return `At most ${MOST.files} files can be given.`;
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  if (bytes > MOST.fileBytes) return `The files have ${bytes} bytes together; at most ${MOST.fileBytes} can be given.`;
  const unsafe = files.find((file) => !isFileName(file.name));
  return unsafe === undefined ? undefined : `“${unsafe.name.slice(0, MOST.fileName)}” is no name for a file.`;
}

type Run = { request: SandboxRequest; terms: SandboxTerms; report: Report; wheels: Wheels };

/** Gives the program to the child and hears it to its end, which comes when it says so, when its time is up, or when it is stopped. */
async function watch(child: SandboxChild, { request, terms, report, wheels }: Run): Promise<SandboxResult> {
  let ended: 'time' | 'stopped' | undefined;
  const stop = (why: typeof ended) => {
    ended ??= why;
    void child.kill();
  };
  const onAbort = () => stop('stopped');
  const timer = setTimeout(stop, terms.timeMs + GRACE_MS, 'time');
  terms.signal.addEventListener('abort', onAbort, { once: true });
  if (terms.signal.aborted) onAbort();

  const files = request.files.map(({ name, bytes }) => ({ name, bytes: Buffer.from(bytes).toString('base64') }));
  const { modules } = wheels;
  child.input.write(`${JSON.stringify({ code: request.code, timeMs: terms.timeMs, files, modules })}\n`);
  const heard = await hear(child, { wheels, report });
  clearTimeout(timer);
  terms.signal.removeEventListener('abort', onAbort);
  await Promise.race([child.gone, pause(heard.last === undefined ? EXIT_WITHIN_MS : 0, undefined, { ref: false })]);
  const end = await child.kill();

  const { output, cut, last } = heard;
  if (ended === 'stopped') return failed('stopped', STOPPED, output, cut);
  if (last?.kind === 'done') return { kind: 'done', output, cut, result: last.result, files: heard.files };
  if (last?.kind === 'failed') return failed(last.reason, last.message, output, cut);
  if (ended === 'time')
    return failed('time', `The program took longer than ${terms.timeMs / 1000} seconds and was ended.`, output, cut);
  const { reason, message } = explain(end);
  if (reason === 'broken') report('a program broke its sandbox', new Error(`${message} ${end.lastWords}`));
  return failed(reason, message, output, cut);
}

type Last = { kind: 'done'; result?: string | undefined } | { kind: 'failed'; reason: SandboxFailure; message: string };
type Heard = { output: string; cut: boolean; files: ToolFile[]; last: Last | undefined };

async function hear(child: SandboxChild, { wheels, report }: Pick<Run, 'wheels' | 'report'>): Promise<Heard> {
  const had = new Set<string>();
  const heard: Heard = { output: '', cut: false, files: [], last: undefined };
  for (;;) {
    const saying = await child.next();
    if (saying === undefined || saying.kind === 'ready') return heard;
    if (saying.kind === 'done' || saying.kind === 'failed') return { ...heard, last: saying };
    if (saying.kind === 'cut') heard.cut = true;
    else if (saying.kind === 'import') await deliver(child, wheels.parcelsFor(saying.module, had), report);
    else if (saying.kind === 'file') {
      if (heard.files.length < MOST.files && isFileName(saying.name))
        heard.files.push({ name: saying.name, bytes: saying.bytes });
    } else if (heard.output.length + saying.text.length <= MOST.printed) heard.output += saying.text;
    else heard.cut = true;
  }
}

const NO_MEMORY = /out of memory|allocation failed|cannot allocate|oom/i;

const TOO_DEEP = /maximum call stack size exceeded/i;

/** Why a child ended without a word. */
function explain({ code, signal, lastWords }: End): { reason: SandboxFailure; message: string } {
  if (NO_MEMORY.test(lastWords)) {
    return { reason: 'memory', message: 'The program needed more memory than there is and was ended.' };
  }
  if (TOO_DEEP.test(lastWords)) {
    return { reason: 'error', message: 'The program called itself too deep and was ended.' };
  }
  if (signal === 'SIGXCPU')
    return { reason: 'time', message: 'The program used too much of the processor and was ended.' };
  const how = signal ?? `exit ${code ?? 'unknown'}`;
  return { reason: 'broken', message: `The program broke its process (${how}) and was ended.` };
}
