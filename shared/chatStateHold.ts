import type { ChatState, Stretch } from './chatState.ts';
import { stretchAt, toStretches } from './chatStateStretch.ts';
import type { Message } from './message.ts';
import type { Run } from './run.ts';
import { PAGE } from './sync.ts';

export type Hold = {
  /** About how many messages stay. */
  most: number;
  /** What stays lies around this seq, without a hole; at the newest where there is none or it is not known. */
  at?: number | undefined;
  /** Messages that stay wherever they stand. */
  ids?: ReadonlySet<string>;
};

/**
 * Forgets messages of a chat that holds too many: those around `at` stay, the newest page, answers being written with
 * their runs, and the named ones. Not to be done while a page is on its way: it may be older than what is forgotten.
 */
export function holdChat(state: ChatState, { most, at, ids }: Hold): ChatState {
  if (state.order.length <= most) return state;
  const newest = state.stretches.at(-1);
  if (!newest) return state;
  const shown = window((at === undefined ? undefined : stretchAt(state.stretches, at)) ?? newest, at, most);
  const page = { from: Math.max(newest.from, newest.to - PAGE + 1), to: newest.to };
  const kept = messagesOf(state).filter(
    (message) =>
      has(shown, message.seq) || has(page, message.seq) || message.status === 'streaming' || ids?.has(message.id),
  );
  return kept.length === state.order.length ? state : keepMessages(state, kept, isUnfinished);
}

/** The chat with only these of its messages, ascending, the runs that belong to them and those that are `wanted`. */
export function keepMessages(
  state: ChatState,
  kept: readonly Message[],
  wanted: (run: Run) => boolean = () => false,
): ChatState {
  const ids = new Set(kept.map((message) => message.id));
  const runs = Object.values(state.runs).filter(
    (run) => wanted(run) || ids.has(run.requestId) || run.answers.some((answer) => ids.has(answer.messageId)),
  );
  return {
    ...state,
    messages: Object.fromEntries(kept.map((message) => [message.id, message])),
    order: [...ids],
    stretches: toStretches(kept.map((message) => message.seq)),
    runs: Object.fromEntries(runs.map((run) => [run.id, run])),
  };
}

export function messagesOf(state: ChatState): Message[] {
  return state.order.flatMap((id) => state.messages[id] ?? []);
}

/** As many seqs of the stretch around one of them, or at its end. */
function window({ from, to }: Stretch, at: number | undefined, most: number): Stretch {
  const centre = at === undefined || at < from || at > to ? to : at;
  const last = Math.min(to, Math.max(centre + Math.floor(most / 2), from + most - 1));
  return { from: Math.max(from, last - most + 1), to: last };
}

function has({ from, to }: Stretch, seq: number): boolean {
  return from <= seq && seq <= to;
}

function isUnfinished({ status }: Run): boolean {
  return status === 'deciding' || status === 'queued' || status === 'running';
}
