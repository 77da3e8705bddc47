import type { Chat, Floor, Member, Receipt } from './chat.ts';
import type { ChatState } from './chatState.ts';
import { addSeqs } from './chatStateStretch.ts';
import type { Message } from './message.ts';
import type { Run } from './run.ts';

export type Rows = {
  chat?: Chat | undefined;
  members?: readonly Member[] | undefined;
  messages?: readonly Message[] | undefined;
  runs?: readonly Run[] | undefined;
};

/**
 * Puts rows into a chat, the higher version of a row winning; leaves the chat's own version alone. What did not change
 * keeps its identity, up to the state itself.
 */
export function mergeRows(state: ChatState, rows: Rows): ChatState {
  const chat = rows.chat && rows.chat.version > state.chat.version ? rows.chat : state.chat;
  const members = mergeByVersion(state.members, rows.members ?? [], (member) => member.contactId);
  const messages = mergeByVersion(state.messages, rows.messages ?? [], (message) => message.id);
  const runs = mergeByVersion(state.runs, rows.runs ?? [], (run) => run.id);
  if (chat === state.chat && members === state.members && messages === state.messages && runs === state.runs) {
    return state;
  }
  return {
    ...state,
    chat,
    members,
    runs,
    people: members === state.members ? state.people : countPeople(members),
    ...(messages === state.messages ? undefined : place(state, messages, rows.messages ?? [])),
  };
}

export function mergeReceipts(state: ChatState, receipts: readonly Receipt[], told?: Floor): ChatState {
  let merged: Record<string, Receipt> | undefined;
  for (const receipt of receipts) {
    const known = (merged ?? state.receipts)[receipt.contactId];
    const delivered = Math.max(known?.delivered ?? 0, receipt.delivered, receipt.read);
    const read = Math.max(known?.read ?? 0, receipt.read);
    if (known && known.delivered === delivered && known.read === read) continue;
    merged ??= { ...state.receipts };
    merged[receipt.contactId] = { contactId: receipt.contactId, delivered, read };
  }
  const floor = told ? highest(state.floor, told) : state.floor;
  return merged || floor !== state.floor ? { ...state, receipts: merged ?? state.receipts, floor } : state;
}

function highest(known: Floor | null, told: Floor): Floor {
  if (known && told.delivered <= known.delivered && told.read <= known.read) return known;
  return {
    delivered: Math.max(known?.delivered ?? 0, told.delivered),
    read: Math.max(known?.read ?? 0, told.read),
  };
}

function mergeByVersion<T extends { version: number }>(
  known: Readonly<Record<string, T>>,
  rows: readonly T[],
  key: (row: T) => string,
): Readonly<Record<string, T>> {
  let merged: Record<string, T> | undefined;
  for (const row of rows) {
    const before = (merged ?? known)[key(row)];
    if (before && before.version >= row.version) continue;
    merged ??= { ...known };
    merged[key(row)] = row;
  }
  return merged ?? known;
}

function place(
  state: ChatState,
  messages: Readonly<Record<string, Message>>,
  rows: readonly Message[],
): Pick<ChatState, 'messages' | 'order' | 'stretches' | 'lastSeq'> {
  const added = [...new Map(rows.filter((row) => !state.messages[row.id]).map((row) => [row.id, row])).values()];
  if (added.length === 0) return { messages, order: state.order, stretches: state.stretches, lastSeq: state.lastSeq };
  added.sort((a, b) => a.seq - b.seq);
  const seqs = added.map((message) => message.seq);
  return {
    messages,
    order: insert(state.order, added, messages),
    stretches: addSeqs(state.stretches, seqs),
    lastSeq: Math.max(state.lastSeq, seqs.at(-1) ?? 0),
  };
}

/** Merges two lists sorted by seq. */
function insert(
  order: readonly string[],
  added: readonly Message[],
  messages: Readonly<Record<string, Message>>,
): readonly string[] {
  const seqOf = (id: string | undefined): number => (id === undefined ? -1 : (messages[id]?.seq ?? -1));
  const first = added[0];
  if (first && first.seq > seqOf(order.at(-1))) return [...order, ...added.map((message) => message.id)];
  const merged: string[] = [];
  let next = 0;
  for (const id of order) {
    for (let row = added[next]; row && row.seq < seqOf(id); row = added[next]) {
      merged.push(row.id);
      next++;
    }
    merged.push(id);
  }
  for (const row of added.slice(next)) merged.push(row.id);
  return merged;
}

function countPeople(members: Readonly<Record<string, Member>>): number {
  return Object.values(members).filter((member) => member.kind === 'user' && member.leftAt === null).length;
}
