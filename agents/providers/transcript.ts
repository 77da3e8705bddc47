import { createHash } from 'node:crypto';
import { alternate, continued, pleaAfter } from './continuation.ts';
import type { CallResult, ModelRequest, Round, ToolCall, Turn } from './provider.ts';

/** A call with what came of it, under an id that every vendor takes and that no other call of the request has. */
export type Answered = { id: string; call: ToolCall; result: CallResult };

/** `added` is empty where people said nothing after it. */
export type PastRound = { text: string; kept: Round['kept']; answered: readonly Answered[]; added: string };

/** What was said, in the order in which a model is told. */
export type Transcript = { before: Turn[]; rounds: PastRound[]; after: Turn[] };

const TAKEN_BY_ALL = /^[A-Za-z0-9_-]{1,40}$/;

/** A request's conversation: every call has exactly one result, as the vendors demand, and no turn follows its like. */
export function transcriptOf({ turns, rounds = [], soFar }: ModelRequest): Transcript {
  const used = new Set<string>();
  const past = rounds
    .filter(({ calls, added = '' }) => calls.length > 0 || added !== '')
    .map(({ text, kept, calls, results, added = '' }) => {
      // Between two turns of people there has to be one of the model.
      const said = calls.length === 0 && text.trim() === '' ? '[…]' : text;
      return { text: said, kept, answered: pairs(calls, results, used), added };
    });
  if (past.length === 0) return { before: continued(turns, soFar), rounds: [], after: [] };
  const before = alternate(turns);
  if (before.at(-1)?.role !== 'user') before.push({ role: 'user', text: '[…]' });
  return { before, rounds: past, after: pleaAfter(soFar) };
}

function pairs(calls: readonly ToolCall[], results: readonly CallResult[], used: Set<string>): Answered[] {
  const seen = new Set<string>();
  return calls
    .filter((call) => !seen.has(call.id) && seen.add(call.id))
    .map((call) => {
      const nothing = { callId: call.id, text: 'Nothing came of this call: it was broken off.', failed: true };
      const result = results.find(({ callId }) => callId === call.id) ?? nothing;
      return { id: freeId(call.id, used), call, result };
    });
}

function freeId(id: string, used: Set<string>): string {
  let free = TAKEN_BY_ALL.test(id) ? id : `call_${digest(id)}`;
  while (used.has(free)) free = `call_${digest(free)}`;
  used.add(free);
  return free;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 24);
}

/** A call's input as an object, which is all that vendors take back; what was none stands in one under a name that says so. */
export function inputOf({ input, text }: ToolCall): Record<string, unknown> {
  return isObject(input) ? input : { INVALID_JSON: text };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A tool's name as every vendor takes it back; models also write names that no tool has. */
export function nameOf({ name }: ToolCall): string {
  return name.replace(/[^A-Za-z0-9_-]/g, '_').slice(0, 64);
}

/** Whether what was kept of a round speaks of exactly the calls that it has. */
export function keepsAll(answered: readonly Answered[], ids: readonly string[]): boolean {
  return answered.length === ids.length && answered.every(({ call }, index) => call.id === ids[index]);
}
