import { type Floor, type Member, RECEIPT_NAMES } from './chat.ts';
import type { ChatState } from './chatState.ts';
import type { Message } from './message.ts';
import type { Run } from './run.ts';

/** How far a message of ours has come with the people of the chat; agents don't count. */
export type Ticks = 'sent' | 'delivered' | 'read';

/** Up to which seq this person has read; sending marks read. */
export function readSeq(state: ChatState, userId: string): number {
  const marked = state.receipts[userId]?.read ?? 0;
  for (const message of newestFirst(state)) {
    if (message.seq <= marked) break;
    if (message.senderId === userId) return message.seq;
  }
  return marked;
}

/** How many messages this person has not seen: own and deleted ones don't count, unknown ones in a hole do. */
export function unread(state: ChatState, userId: string): number {
  const read = readSeq(state, userId);
  let count = Math.max(0, state.lastSeq - read);
  for (const message of newestFirst(state)) {
    if (message.seq <= read) break;
    if (message.senderId === userId || message.deletedAt !== null) count--;
  }
  return count;
}

/** Whether something this person has not seen mentions them, or everyone. */
export function unreadMention(state: ChatState, userId: string): boolean {
  const read = readSeq(state, userId);
  for (const message of newestFirst(state)) {
    if (message.seq <= read) break;
    if (message.senderId === userId || message.deletedAt !== null) continue;
    if (message.mentions.includes(userId) || (message.senderKind === 'user' && message.mentions.includes('all'))) {
      return true;
    }
  }
  return false;
}

/**
 * What the least informed of the people has of this message. Only those count who were members when it was sent and
 * still are; with nobody else there it stays `sent`.
 */
export function ticks(state: ChatState, message: Message): Ticks {
  if (state.people > RECEIPT_NAMES) return ticksAt(state.floor, message.seq);
  let lowest: Ticks | undefined;
  for (const member of activeMembers(state)) {
    if (member.kind !== 'user' || member.contactId === message.senderId || member.joinedAt > message.createdAt)
      continue;
    const receipt = state.receipts[member.contactId];
    if ((receipt?.delivered ?? 0) < message.seq) return 'sent';
    lowest = (receipt?.read ?? 0) < message.seq ? 'delivered' : (lowest ?? 'read');
  }
  return lowest ?? 'sent';
}

function ticksAt(floor: Floor | null, seq: number): Ticks {
  if (!floor || floor.delivered < seq) return 'sent';
  return floor.read < seq ? 'delivered' : 'read';
}

/** Members that have not left, in the order they joined. */
export function activeMembers(state: ChatState): readonly Member[] {
  const known = active.get(state.members);
  if (known) return known;
  const members = Object.values(state.members)
    .filter((member) => member.leftAt === null)
    .sort((a, b) => a.joinedAt - b.joinedAt || (a.contactId < b.contactId ? -1 : 1));
  active.set(state.members, members);
  return members;
}

/** Whom a direct chat is with, also after they left; null in groups. */
export function otherContact(state: ChatState, me: string): Member | null {
  if (state.chat.kind !== 'direct') return null;
  const others = Object.values(state.members).filter((member) => member.contactId !== me);
  return others.find((member) => member.leftAt === null) ?? others[0] ?? null;
}

export function lastMessage(state: ChatState): Message | null {
  const id = state.order.at(-1);
  return (id === undefined ? undefined : state.messages[id]) ?? null;
}

/** The runs this request set off, oldest first. */
export function runsOf(state: ChatState, requestId: string): readonly Run[] {
  return runsByRequest(state.runs).get(requestId) ?? none;
}

/** Answers being written right now. */
export function streaming(state: ChatState): readonly Message[] {
  const known = streams.get(state.messages);
  if (known) return known;
  const found = Object.values(state.messages).filter((message) => message.status === 'streaming');
  streams.set(state.messages, found);
  return found;
}

const none: readonly never[] = [];
const streams = new WeakMap<object, readonly Message[]>();
const active = new WeakMap<object, readonly Member[]>();
const byRequest = new WeakMap<object, ReadonlyMap<string, readonly Run[]>>();

function runsByRequest(runs: ChatState['runs']): ReadonlyMap<string, readonly Run[]> {
  const known = byRequest.get(runs);
  if (known) return known;
  const grouped = new Map<string, Run[]>();
  for (const run of Object.values(runs).sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))) {
    const group = grouped.get(run.requestId);
    if (group) group.push(run);
    else grouped.set(run.requestId, [run]);
  }
  byRequest.set(runs, grouped);
  return grouped;
}

function* newestFirst(state: ChatState): Generator<Message> {
  for (let at = state.order.length - 1; at >= 0; at--) {
    const message = state.messages[state.order[at] ?? ''];
    if (message) yield message;
  }
}
