import type { ModelEvent, ToolCall } from '../../providers/provider.ts';
import type { ToolFailure } from '../../../shared/toolCard.ts';
import type { Tool } from '../../tools/tool.ts';
import { type Asides, asideOf, type HandOff, type Question } from './asides.ts';
import { parseInput } from './input.ts';
import type { LoopLimits } from './limits.ts';
import { type Repeat, repeatsOf } from './repeats.ts';

export type Finish = Extract<ModelEvent, { type: 'done' }>['finish'];

/** A call of a turn, with what is to be done about it. */
export type PlannedCall = {
  call: ToolCall;
  position: number;
  plan: { do: 'run'; tool: Tool; input: unknown } | { do: 'refuse'; failure: ToolFailure; text: string };
};

/** What follows a model's turn. */
export type NextStep = { kind: 'call'; calls: readonly PlannedCall[] } | Ending;

export type Ending =
  | { kind: 'final'; finish: Exclude<Finish, 'calls'> }
  | HandOff
  | Question
  | { kind: 'give-up'; reason: GiveUp };

/** `rounds`: it has called tools as often as it may; `repeats`: it keeps asking for what it was told it gets no more. */
export type GiveUp = 'rounds' | 'repeats';

export type Situation = {
  turn: { calls: readonly ToolCall[]; finish: Finish };
  /** The calls of the turns before. */
  earlier: readonly (readonly ToolCall[])[];
  tools: readonly Tool[];
  asides: Asides;
  limits: LoopLimits;
};

/** Decides what follows; a turn that its model did not bring to its end calls nothing. */
export function nextStep(situation: Situation): NextStep {
  const { turn, earlier, asides, limits } = situation;
  if (turn.finish === 'length' || turn.finish === 'refused') return { kind: 'final', finish: turn.finish };
  if (turn.calls.length === 0) return { kind: 'final', finish: 'complete' };

  // Several at once would have to wait for one another; the first counts.
  const meant = turn.calls.map((call) => asideOf(call, asides));
  const first = meant.find((aside) => aside?.kind === 'aside');
  if (first?.kind === 'aside' && meant.every((aside) => aside !== null)) return first.does;

  if (earlier.length >= limits.rounds) return { kind: 'give-up', reason: 'rounds' };
  // What was one too many at a time was never looked at, and may be called again.
  const [now = [], ...before] = [turn.calls, ...earlier].map((calls) => calls.slice(0, limits.callsPerRound));
  const repeats = repeatsOf(now, before);
  if (repeats.includes('stubborn')) return { kind: 'give-up', reason: 'repeats' };
  const calls = turn.calls.map((call, position): PlannedCall => {
    return { call, position, plan: planOf(call, { ...situation, position, repeat: repeats[position] ?? 'fine' }) };
  });
  return { kind: 'call', calls };
}

const WITHHELD =
  'Not done: it held a secret of this installation, such as a key. Secrets go into no call and no answer, whoever asks for it.';

function planOf(
  call: ToolCall,
  { position, repeat, tools, asides, limits }: Situation & { position: number; repeat: Repeat },
): PlannedCall['plan'] {
  if (position >= limits.callsPerRound) {
    return refuse('not-allowed', `Not done: at most ${limits.callsPerRound} calls at a time. Call it again if needed.`);
  }
  if (repeat === 'told') {
    return refuse(
      'not-allowed',
      'Not done: you have called this with the same input before. Use what came of it, or do something else. If you call it like this once more, your answer ends.',
    );
  }
  if (call.withheld === true) return refuse('not-allowed', WITHHELD);
  const aside = asideOf(call, asides);
  if (aside?.kind === 'wrong') return refuse('bad-input', aside.text);
  if (aside?.kind === 'aside') return refuse('not-allowed', `Not done: call ${call.name} alone, without other calls.`);
  const tool = tools.find(({ name }) => name === call.name);
  if (tool === undefined) return refuse('bad-input', unknown(call.name, tools));
  return parsed(tool, call);
}

function parsed(tool: Tool, call: ToolCall): PlannedCall['plan'] {
  const read = parseInput(tool.input, call);
  return read.ok ? { do: 'run', tool, input: read.input } : refuse('bad-input', read.text);
}

function unknown(name: string, tools: readonly Tool[]): string {
  const named = JSON.stringify(name.slice(0, 64));
  if (tools.length === 0) return `There is no tool ${named}, nor any other.`;
  return `There is no tool ${named}. There are: ${tools.map((tool) => tool.name).join(', ')}.`;
}

function refuse(failure: ToolFailure, text: string): PlannedCall['plan'] {
  return { do: 'refuse', failure, text };
}
