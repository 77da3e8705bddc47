import * as z from 'zod';
import { type Breaker, createBreaker } from '../../../models/breaker.ts';
import type { Share } from '../../../models/budget/spent.ts';
import type { Provider } from '../../../providers/provider.ts';
import { candidateFor, modelsWith, quickClock, recordedLog } from '../../../testing/parts.ts';
import { type Trace, UNTRACED } from '../../tracer.ts';
import type { Tool, ToolContext, ToolResult } from '../../../tools/tool.ts';
import { NO_ASIDES } from '../asides.ts';
import { LIMITS } from '../limits.ts';
import { type LoopEnd, type LoopRequest, runLoop } from '../loop.ts';
import type { AskedCall, CallCard, FirstAnswered, LoopPorts, RecordedCall, RecordedTurn, Steer } from '../ports.ts';

export type KeptPorts = LoopPorts & {
  readonly turns: Map<string, RecordedTurn>;
  readonly calls: Map<string, RecordedCall>;
  readonly asked: AskedCall[];
  readonly cards: CallCard[];
  /** What people add, until it is taken up. */
  readonly said: Steer[];
  /** Answers that others took the place of, with what people see instead. */
  readonly anew: (FirstAnswered & { text: string })[];
  /** What was used that is recorded nowhere else. */
  readonly spent: Share[];
};

/** Ports that keep what a database would, as copies, so that it outlives the loop that wrote it. */
export function keptPorts(overrides: Partial<LoopPorts> = {}): KeptPorts {
  const turns: KeptPorts['turns'] = new Map();
  const calls: KeptPorts['calls'] = new Map();
  const asked: AskedCall[] = [];
  const cards: CallCard[] = [];
  const said: Steer[] = [];
  const anew: KeptPorts['anew'] = [];
  const spent: KeptPorts['spent'] = [];
  const taken: { key: string; steer: Steer }[] = [];
  return {
    turns,
    calls,
    asked,
    cards,
    said,
    anew,
    spent,
    recordedTurn: async (key) => structuredClone(turns.get(key) ?? null),
    recordTurn: async (key, turn) => {
      if (turns.has(key)) throw new Error(`The turn ${key} is recorded twice.`);
      turns.set(key, structuredClone(turn));
    },
    steered: async (key, open) => {
      for (const steer of open ? said.splice(0) : []) taken.push({ key, steer });
      return taken.filter((one) => one.key === key).map(({ steer }) => steer);
    },
    answerAnew: async (first, text) => void anew.push({ ...first, text }),
    keepSpent: async (shares) => void spent.splice(0, spent.length, ...shares),
    recorded: async (key) => structuredClone(calls.get(key) ?? null),
    record: async (call) => {
      if (calls.get(call.key)?.state === 'ended') throw new Error(`The call ${call.key} ended twice.`);
      calls.set(call.key, structuredClone(call));
    },
    allow: async (call) => {
      asked.push(call);
      return 'allowed';
    },
    keepFiles: async (files) => ({
      attachments: [],
      lost: files.map(({ name }) => ({ name, why: 'there is no room' })),
    }),
    callState: (card) => void cards.push(card),
    ...overrides,
  };
}

export type TestTool = Tool<{ of: string }> & { readonly ran: string[] };

/** A tool that keeps what it was run with. */
export function toolNamed(
  name: string,
  run: (of: string, context: ToolContext) => ToolResult | Promise<ToolResult> = (of) => done(`${name} of ${of}`),
  more: Partial<Pick<Tool, 'effect' | 'limits'>> = {},
): TestTool {
  const ran: string[] = [];
  return {
    name,
    about: `Does ${name}.`,
    effect: 'read',
    limits: { timeMs: 5_000, characters: 1_000 },
    input: z.object({ of: z.string() }),
    ...more,
    ran,
    async run({ of }, context) {
      ran.push(of);
      return run(of, context);
    },
  };
}

export function done(text: string, fromOutside = false): ToolResult {
  return { kind: 'done', text, fromOutside };
}

export type LoopTry = {
  models: readonly (Provider | { provider: Provider; model: string })[];
  tools?: readonly Tool[];
  ports?: LoopPorts;
  breaker?: Breaker;
  trace?: Trace;
} & Partial<Omit<LoopRequest, 'tools' | 'candidates' | 'onText'>>;

/** Runs the loop as a step would, and keeps what people saw. */
export function tryLoop({
  models,
  tools = [],
  ports = keptPorts(),
  breaker = createBreaker(() => 0),
  trace = UNTRACED,
  ...more
}: LoopTry) {
  const pieces: string[] = [];
  const log = recordedLog();
  const clock = quickClock();
  const known = modelsWith([]);
  const candidates = models.map((one) => {
    const { provider, model } = 'provider' in one ? one : { provider: one, model: 'claude-opus-5-5' };
    return candidateFor(provider, model);
  });
  const end: Promise<LoopEnd> = runLoop(
    {
      stepId: 'step',
      candidates,
      prompt: () => ({ system: 'system', turns: [{ role: 'user', text: 'Do it' }] }),
      soFar: '',
      maxOutputTokens: 1000,
      signal: new AbortController().signal,
      onText: (text) => void pieces.push(text),
      tools,
      asides: NO_ASIDES,
      tainted: false,
      named: [],
      timeZone: 'Europe/Berlin',
      language: 'en',
      limits: { ...LIMITS, graceMs: 20 },
      ...more,
    },
    { models: known, clock, log, random: () => 0.5, breaker, trace },
    ports,
  );
  return { end, pieces, log, clock, known };
}
