import * as z from 'zod';
import type { ToolFailure } from '../../shared/toolCard.ts';
import type { Tool, ToolContext, ToolFile, ToolResult } from './tool.ts';

export type SandboxRequest = {
  language: 'javascript' | 'python';
  code: string;
  /** What the program finds in /in. */
  files: readonly ToolFile[];
};

/** Why a program came to nothing: it failed by itself, met a limit, was stopped by a person, found too many before it, or its process broke. */
export type SandboxFailure = 'error' | 'time' | 'memory' | 'output' | 'files' | 'stopped' | 'busy' | 'broken';

/** What goes on before a program is done: it waits for its turn, its process starts, it runs. */
export type SandboxStage = 'waiting' | 'starting' | 'running';

/** `output` is what it printed until then, the first of it only where `cut`. */
export type SandboxResult =
  | { kind: 'done'; output: string; cut: boolean; result: string | undefined; files: readonly ToolFile[] }
  | { kind: 'failed'; reason: SandboxFailure; message: string; output: string; cut: boolean };

export type SandboxTerms = {
  signal: AbortSignal;
  /** How long the program may run, from when its process is ready. */
  timeMs: number;
  stage(stage: SandboxStage): void;
};

/** Where code of unknown intent runs without harm. Never throws for what the code does. */
export type Sandbox = {
  run(request: SandboxRequest, terms: SandboxTerms): Promise<SandboxResult>;
  /** What Python programs may import besides the standard library; as when left out: nothing. */
  packages?: readonly string[];
};

/** The files that the run may read, by their names; undefined for one that is not there. */
export type InputFiles = { read(name: string, signal: AbortSignal): Promise<ToolFile | undefined> };

const TIME_MS = 30_000;
const CHARACTERS = 20_000;
const LONGEST_CODE = 100_000;
const MOST_FILES = 10;

const CodeInput = z.strictObject({
  code: z.string().min(1).max(LONGEST_CODE).describe('The whole program.'),
  files: z
    .array(z.string().min(1).max(200))
    .max(MOST_FILES)
    .optional()
    .describe('Names of files of this chat that the program needs; each is at /in/<name>.'),
});
type CodeInput = z.infer<typeof CodeInput>;

const TERMS =
  'Every call starts anew: nothing is kept from the call before. No network, no packages can be installed, about 30 seconds, ' +
  'little memory. What is printed and the value of the last expression come back. Files written to /out (at most 20, ' +
  '8 MB together) land in the chat.';

const ABOUT = {
  python: (packages: readonly string[]) =>
    `Runs Python 3.14 (${librariesOf(packages)}), for calculating, transforming data and making files. ` +
    'Top-level await works. Use it rather than doing longer arithmetic in your head. ' +
    (packages.includes('matplotlib') ? FIGURES : ''),
  javascript: () =>
    'Runs JavaScript (ES2023, top-level await; no Node, no browser, no timers, no import), for calculating and transforming ' +
    'data. console.log prints. files.text(path), files.bytes(path), files.list() and files.write(path, text or Uint8Array) ' +
    'are its only way to files. ',
};

const FIGURES =
  'Figures of matplotlib that are shown, or left open at the end, land in the chat as pictures; so do those saved to /out. ';
/** Named first, since they are what is asked for most. */
const FIRST = ['numpy', 'pandas', 'matplotlib', 'scipy', 'sympy', 'scikit-learn', 'pillow'];
const LONGEST_LIST = 1200;

function librariesOf(packages: readonly string[]): string {
  if (packages.length === 0) return 'standard library only: no numpy, pandas, matplotlib, requests';
  const first = FIRST.filter((name) => packages.includes(name));
  const names = [...first, ...packages.filter((name) => !first.includes(name))];
  const named: string[] = [];
  for (let length = 0; named.length < names.length && length <= LONGEST_LIST; ) {
    const name = names[named.length] ?? '';
    length += name.length + 2;
    named.push(name);
  }
  const more = names.length - named.length;
  return `standard library and these packages, no others: ${named.join(', ')}${more === 0 ? '' : `, and ${more} more; a failing import says which`}`;
}

/** The tool that runs Python in the sandbox; `inputs` where the chat's files may be read. */
export function runPython(sandbox: Sandbox, inputs?: InputFiles): Tool<CodeInput> {
  return runCode('python', sandbox, inputs);
}

/** The tool that runs JavaScript in the sandbox; `inputs` where the chat's files may be read. */
export function runJavaScript(sandbox: Sandbox, inputs?: InputFiles): Tool<CodeInput> {
  return runCode('javascript', sandbox, inputs);
}

function runCode(language: SandboxRequest['language'], sandbox: Sandbox, inputs?: InputFiles): Tool<CodeInput> {
  return {
    name: `run_${language}`,
    about: ABOUT[language](sandbox.packages ?? []) + TERMS,
    effect: 'read',
    input: CodeInput,
    limits: { timeMs: TIME_MS, characters: CHARACTERS },
    async run(input, context) {
      const found = await readInputs(input.files ?? [], inputs, context);
      if (found.kind === 'missing') return failed('not-found', `There is no file “${found.name}” in this chat.`, false);
      const { signal, progress, waiting } = context;
      const request = { language, code: input.code, files: found.files };
      let goOn = () => {};
      const stage = (now: SandboxStage) => {
        goOn();
        goOn = now === 'waiting' ? (waiting?.() ?? goOn) : () => {};
        progress(0, STAGES[context.language][now]);
      };
      const result = await sandbox.run(request, { signal, timeMs: TIME_MS, stage });
      return inWords(result, found.files.length > 0);
    },
  };
}

type Found = { kind: 'found'; files: ToolFile[] } | { kind: 'missing'; name: string };

async function readInputs(
  names: readonly string[],
  inputs: InputFiles | undefined,
  context: ToolContext,
): Promise<Found> {
  const files: ToolFile[] = [];
  for (const name of new Set(names)) {
    const file = await inputs?.read(name, context.signal);
    if (file === undefined) return { kind: 'missing', name };
    files.push(file);
  }
  return { kind: 'found', files };
}

/** What people read meanwhile. */
const STAGES: Record<ToolContext['language'], Record<SandboxStage, string>> = {
  en: { waiting: 'waiting for its turn', starting: 'starting', running: 'running' },
  de: { waiting: 'wartet, bis es an der Reihe ist', starting: 'startet', running: 'läuft' },
};

const FAILURES: Record<SandboxFailure, ToolFailure> = {
  error: 'failed',
  time: 'timeout',
  memory: 'too-large',
  output: 'too-large',
  files: 'too-large',
  stopped: 'failed',
  busy: 'failed',
  broken: 'failed',
};

function inWords(ran: SandboxResult, fromOutside: boolean): ToolResult {
  const printed = ran.output === '' ? '' : `Printed:\n${ran.output}${ran.cut ? '\n[The rest was left out.]' : ''}`;
  if (ran.kind === 'failed') {
    return failed(FAILURES[ran.reason], [ran.message, printed].filter((part) => part !== '').join('\n\n'), fromOutside);
  }
  const value = ran.result === undefined ? '' : `Value of the last expression:\n${ran.result}`;
  const made = ran.files.length === 0 ? '' : `Files made: ${ran.files.map((file) => file.name).join(', ')}`;
  const parts = [printed, value, made].filter((part) => part !== '');
  const text = parts.length === 0 ? 'It ran without error, and printed nothing.' : parts.join('\n\n');
  return { kind: 'done', text, fromOutside, files: ran.files };
}

function failed(failure: ToolFailure, text: string, fromOutside: boolean): ToolResult {
  return { kind: 'failed', failure, text, fromOutside };
}
