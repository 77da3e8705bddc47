import * as z from 'zod';
import type { Done } from './guarded.ts';
import { ProviderError, type ToolCall } from './provider.ts';

const Drafted = z.object({ id: z.string().min(1).max(200), name: z.string().min(1).max(200), text: z.string() });
const MOST_CHARACTERS = 1_000_000;

/** A call as it is put together while it comes. */
export type Draft = z.infer<typeof Drafted>;

/** For what a vendor sends that can't be, such as a piece of a call that never began; another attempt may go well. */
export function malformed(what: string): ProviderError {
  return new ProviderError('overloaded', `The provider's answer can't be read: ${what}.`);
}

/** Adds a piece to the arguments of a call; throws where a model that can't stop has written too many of them. */
export function addTo(draft: { text: string }, piece: string): void {
  draft.text += piece;
  if (draft.text.length > MOST_CHARACTERS) throw malformed('the arguments of a call never end');
}

/** A call that came whole. Models leave the arguments out where there are none to give. */
export function callOf(draft: Draft): ToolCall {
  const { id, name, text } = Drafted.parse(draft);
  return { id, name, text, input: text.trim() === '' ? {} : parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * How an answer ends and which calls come of it: none of one that was cut or refused, for its last call may be half a
 * call. Some servers say that an answer with calls is complete. Throws where a call is waited for that was not made.
 */
export function endingOf(
  finish: Done['finish'],
  drafts: readonly Draft[],
): { finish: Done['finish']; calls: ToolCall[] } {
  if (finish === 'length' || finish === 'refused') return { finish, calls: [] };
  if (finish === 'calls' && drafts.length === 0) throw malformed('it waits for a call that it did not make');
  const calls = drafts.map(callOf);
  if (new Set(calls.map((call) => call.id)).size < calls.length) throw malformed('two calls have the same id');
  return { finish: calls.length > 0 ? 'calls' : finish, calls };
}
