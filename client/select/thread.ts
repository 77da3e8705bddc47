import type { ChatState, Stretch } from '../../shared/chatState.ts';
import { readSeq, runsOf } from '../../shared/chatStateView.ts';
import { stretchAt } from '../../shared/chatStateStretch.ts';
import type { LiveText } from '../../shared/delta.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import type { ClientState, Outgoing } from '../state.ts';
import { selectMe } from './contacts.ts';
import { keepFields, keepList, memoByKey, sameElements } from './memo.ts';
import { selectChat, selectMarks, selectSetting } from './overlay.ts';
import { type Tick, tickOf } from './ticks.ts';

/** Messages of one sender closer than this stand together. */
const GROUP_MS = 120_000;
/** From a midnight surely into the next day, however the clocks change in between. */
const DAY_AND_A_HALF_MS = 36 * 3_600_000;

/** One line of a thread. A message keeps its key from the outbox into the chat. */
export type ThreadItem =
  | { kind: 'day'; key: string /** Local midnight. */; at: number }
  | { kind: 'unread'; key: string; count: number }
  | {
      kind: 'message';
      key: string;
      message: Message;
      own: boolean;
      /** First and last of its sender's group. */
      first: boolean;
      last: boolean;
      /** Null on messages of others. */
      tick: Tick | null;
      /** What it set off. */
      runs: readonly Run[];
    }
  | { kind: 'outgoing'; key: string; outgoing: Outgoing; first: boolean; last: boolean };

export type Thread = {
  /** Oldest first, without a hole. */
  items: readonly ThreadItem[];
  /** There is more before the first or after the last item, to be loaded. */
  hasOlder: boolean;
  hasNewer: boolean;
  /** Up to where the person has read, and the chat's last message, which may lie beyond the items. */
  readSeq: number;
  lastSeq: number;
};

type Inputs = readonly [
  chat: ChatState | undefined,
  outbox: readonly Outgoing[] | undefined,
  from: number | undefined,
  to: number | undefined,
  divider: number | null,
  me: string,
  marks: ClientState['marks'],
  clearedSeq: number,
];

const empty: Thread = { items: [], hasOlder: false, hasNewer: false, readSeq: 0, lastSeq: 0 };

const threadOf = memoByKey<Inputs, Thread>(([chat, outbox, from, to, divider, me, marks, clearedSeq], previous) => {
  if (!chat) return empty;
  const stretch = from === undefined || to === undefined ? undefined : { from, to };
  const hasNewer = (stretch?.to ?? 0) < chat.lastSeq;
  const items = arrange({
    chat,
    messages: messagesIn(chat, stretch).filter(({ id, seq }) => seq > clearedSeq && marks[id]?.hidden !== true),
    outbox: hasNewer && stretch ? [] : (outbox ?? []).filter((outgoing) => !chat.messages[outgoing.id]),
    divider,
    me,
  });
  return keepFields(previous, {
    items: reuse(previous?.items ?? [], items),
    hasOlder: stretch ? stretch.from > clearedSeq + 1 : chat.lastSeq > clearedSeq,
    hasNewer: stretch ? hasNewer : false,
    readSeq: readSeq(chat, me),
    lastSeq: chat.lastSeq,
  });
}, 10);

/** What the thread of a chat shows; unchanged items keep their identity. */
export function selectThread(state: ClientState, chatId: string): Thread {
  const divider = state.openChatId === chatId ? state.dividerSeq : null;
  const chat = selectChat(state, chatId);
  // Not the anchor itself: it moves with the person, and within a stretch the thread stays the same.
  const stretch = chat && shownStretch(chat, state.anchors[chatId]);
  const inputs = [chat, state.outbox[chatId], stretch?.from, stretch?.to, divider] as const;
  const clearedSeq = selectSetting(state, chatId)?.clearedSeq ?? 0;
  return threadOf(chatId, [...inputs, selectMe(state), selectMarks(state), clearedSeq]);
}

/** The text a bubble shows: what has been streamed, until the row has it. */
export function selectText(state: Pick<ClientState, 'live'>, message: Message): string {
  const live = state.live[message.id];
  return live && isLive(message, live) ? live.text : message.text;
}

/** Whether what was streamed is newer than the row. */
export function isLive(message: Message, live: LiveText): boolean {
  if (live.epoch !== message.epoch) return live.epoch > message.epoch;
  return message.status === 'streaming' && live.text.length >= message.text.length;
}

/** The stretch a thread shows: the one around the anchor, else the newest. */
export function shownStretch(chat: ChatState, anchor: number | undefined): Stretch | undefined {
  const anchored = anchor === undefined ? undefined : stretchAt(chat.stretches, anchor);
  return anchored ?? chat.stretches.at(-1);
}

function messagesIn(chat: ChatState, stretch: Stretch | undefined): Message[] {
  const messages: Message[] = [];
  if (!stretch) return messages;
  for (const id of chat.order) {
    const message = chat.messages[id];
    if (message && message.seq >= stretch.from && message.seq <= stretch.to) messages.push(message);
  }
  return messages;
}

type Arrangement = {
  chat: ChatState;
  messages: readonly Message[];
  outbox: readonly Outgoing[];
  divider: number | null;
  me: string;
};

function arrange({ chat, messages, outbox, divider, me }: Arrangement): ThreadItem[] {
  const items: ThreadItem[] = [];
  const unseen = divider === null ? [] : messages.filter((message) => message.seq > divider && message.senderId !== me);
  const unseenCount = unseen.filter((other) => other.deletedAt === null).length;
  // What is not loaded yet lies after where the person has read, too.
  const beyond =
    divider === null
      ? 0
      : Math.max(0, (messages[0]?.seq ?? 0) - 1 - divider) + Math.max(0, chat.lastSeq - (messages.at(-1)?.seq ?? 0));
  let day = Number.NaN;
  let nextDay = Number.NaN;
  let group: { senderId: string; at: number } | null = null;
  const startDay = (at: number): void => {
    if (at >= day && at < nextDay) return;
    const started = localMidnight(at);
    day = started;
    nextDay = localMidnight(started + DAY_AND_A_HALF_MS);
    items.push({ kind: 'day', key: `day-${String(started)}`, at: started });
    group = null;
  };
  const join = (senderId: string, at: number): boolean => {
    const first = group?.senderId !== senderId || Math.abs(at - group.at) > GROUP_MS;
    const before = items.at(-1);
    if (!first && before && 'last' in before) before.last = false;
    group = { senderId, at };
    return first;
  };
  for (const message of messages) {
    startDay(message.createdAt);
    if (message === unseen[0]) {
      items.push({ kind: 'unread', key: 'unread', count: unseenCount + beyond });
      group = null;
    }
    const own = message.senderId === me;
    items.push({
      kind: 'message',
      key: message.id,
      message,
      own,
      first: join(message.senderId, message.createdAt),
      last: true,
      tick: own ? tickOf(chat, message) : null,
      runs: runsOf(chat, message.id),
    });
  }
  for (const outgoing of outbox) {
    startDay(outgoing.createdAt);
    items.push({ kind: 'outgoing', key: outgoing.id, outgoing, first: join(me, outgoing.createdAt), last: true });
  }
  return items;
}

function reuse(before: readonly ThreadItem[], now: readonly ThreadItem[]): readonly ThreadItem[] {
  const known = new Map<string, ThreadItem>();
  // Most stand where they stood; only from where that ends on is one looked for by its key.
  let same = 0;
  while (same < now.length && before[same]?.key === now[same]?.key) same++;
  for (const item of before.slice(same)) known.set(item.key, item);
  return keepList(
    before,
    now.map((item, at) => kept(at < same ? before[at] : known.get(item.key), item)),
  );
}

function kept(before: ThreadItem | undefined, now: ThreadItem): ThreadItem {
  if (before?.kind !== 'message' || now.kind !== 'message') return keepFields(before, now);
  const isSame =
    before.message === now.message &&
    before.first === now.first &&
    before.last === now.last &&
    before.tick === now.tick &&
    before.own === now.own &&
    (before.runs === now.runs || sameElements(before.runs, now.runs));
  return isSame ? before : now;
}

function localMidnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
