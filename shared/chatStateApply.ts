import type { Chat, ChatChange, Floor, Receipt } from './chat.ts';
import type { ChatState } from './chatState.ts';
import { keepMessages, messagesOf } from './chatStateHold.ts';
import { mergeReceipts, mergeRows, type Rows } from './chatStateMerge.ts';
import type { MessagePage } from './http.ts';
import type { ChatSync } from './sync.ts';

export type ChangeOutcome = { kind: 'applied'; state: ChatState } | { kind: 'old' } | { kind: 'gap' };

/** Applies a durable change: only the next version is applied, one further on is a gap to be synced. */
export function applyChange(state: ChatState, change: ChatChange): ChangeOutcome {
  if (change.version <= state.version) return { kind: 'old' };
  if (change.version > state.version + 1) return { kind: 'gap' };
  return { kind: 'applied', state: { ...mergeRows(state, change), version: change.version } };
}

/**
 * Applies the answer to a sync that was asked with a version this state already had. A limited answer brings only the
 * last page: messages and runs known before may have changed unseen, so they go, and a hole stands before the page.
 * Undefined when nothing is known and the answer does not bring the chat itself.
 */
export function applySync(state: ChatState | undefined, sync: ChatSync): ChatState | undefined {
  const base = state ?? (sync.chat && emptyChat(sync.chat));
  if (!base) return undefined;
  const kept = sync.limited ? forget(base, sync.upTo) : base;
  const merged = mergeReceipts(mergeRows(kept, sync), sync.receipts, sync.floor);
  const version = Math.max(base.version, sync.upTo);
  const lastSeq = Math.max(merged.lastSeq, sync.lastSeq);
  if (merged.version === version && merged.lastSeq === lastSeq) return merged;
  return { ...merged, version, lastSeq };
}

/** Adds a page of history; stretches that it joins become one. */
export function applyPage(state: ChatState, page: MessagePage): ChatState {
  const merged = mergeRows(state, page);
  return page.lastSeq > merged.lastSeq ? { ...merged, lastSeq: page.lastSeq } : merged;
}

/** Raises watermarks; smaller ones than known change nothing. */
export function applyReceipts(state: ChatState, receipts: readonly Receipt[], floor?: Floor): ChatState {
  return mergeReceipts(state, receipts, floor);
}

/** Keeps only the newest `count` messages without a hole between them, and the runs that belong to them. */
export function trimChat(state: ChatState, count: number): ChatState {
  const last = state.stretches.at(-1);
  if (!last || (state.stretches.length === 1 && state.order.length <= count)) return state;
  return keepMessages(state, messagesOf(state).slice(-Math.min(count, last.to - last.from + 1)));
}

function emptyChat(chat: Chat): ChatState {
  return {
    chat,
    version: 0,
    lastSeq: 0,
    members: {},
    messages: {},
    order: [],
    stretches: [],
    runs: {},
    receipts: {},
    people: 0,
    floor: null,
  };
}

function withoutMessages(state: ChatState): ChatState {
  return { ...state, messages: {}, order: [], stretches: [], runs: {} };
}

/** Only what is newer than `upTo` is surely still true. */
function forget(state: ChatState, upTo: number): ChatState {
  const rows: Rows = {
    messages: Object.values(state.messages).filter((message) => message.version > upTo),
    runs: Object.values(state.runs).filter((run) => run.version > upTo),
  };
  return mergeRows(withoutMessages(state), rows);
}
