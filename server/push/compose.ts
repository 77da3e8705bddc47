import { EVERYONE } from '../../shared/mention.ts';
import { NOTICE_ITEMS, type Notice, type NoticeItem, type NoticeKind, type Occasion } from '../../shared/notice.ts';
import { plainLine } from '../../shared/plainLine.ts';
import type { NoticedChat, NoticedMessage, NoticedPerson } from '../store/pushReads.ts';
import type { ChatKind } from '../../shared/chat.ts';
import { mayManage } from '../../shared/memberRights.ts';
import { isUndecided } from '../../shared/toolCard.ts';
import { waitsFor } from '../../shared/voting.ts';
import { decide, strongest } from '../../shared/notify.ts';

/** What one person is told of a chat; the rest of the notice depends on the browser. */
export type Told = Omit<Notice, 'kind' | 'locale' | 'alert' | 'cleared'> & {
  userId: string;
  direct: boolean;
  /** Nothing of this chat was unread before. */
  isFirst: boolean;
};

type Now = {
  now: number;
  isShown: (userId: string) => boolean;
  agentName: (agentId: string) => string | undefined;
  /** Those who have just become members. */
  added: ReadonlySet<string>;
};

/** Whom to tell of what has happened in a chat, and what. */
export function compose(chatId: string, chat: NoticedChat, now: Now): Told[] {
  return chat.people.flatMap((person) => toldTo(person, { chatId, chat, ...now }) ?? []);
}

function toldTo(
  person: NoticedPerson,
  { chatId, chat, now, isShown, agentName, added }: Now & { chatId: string; chat: NoticedChat },
): Told | undefined {
  const { userId, read, setting, preferences } = person;
  const common = { userId, read, setting, preferences, shown: isShown(userId), now };
  const nameOf = (id: string): string => agentName(id) ?? chat.names.get(id) ?? '';
  const told = chat.messages.flatMap((message) => {
    const occasion = occasionOf(message, person, chat.kind);
    if (occasion === undefined) return [];
    const decision = decide({ ...common, occasion, senderId: message.senderId, seq: message.seq });
    return decision.push ? [{ message, occasion }] : [];
  });
  const occasions = told.map(({ occasion }) => occasion);
  // A direct chat is news when something is written in it, and one's own chat is none.
  const joined = added.has(userId) && chat.kind !== 'direct' && chat.createdBy !== userId;
  if (joined && decide({ ...common, occasion: 'added', senderId: chat.createdBy, seq: chat.lastSeq }).push) {
    occasions.push('added');
  }
  if (occasions.length === 0) return undefined;
  const other = chat.contactIds.find((id) => id !== userId);
  const direct = chat.kind === 'direct';
  return {
    userId,
    chatId,
    direct,
    isFirst: person.unread <= told.length,
    ...(preferences.pushText && {
      said: {
        title: direct && other !== undefined ? nameOf(other) : chat.title,
        direct,
        items: told.slice(-NOTICE_ITEMS).map(({ message }) => itemOf(message, nameOf(message.senderId))),
      },
    }),
    occasion: strongest(occasions),
    // Where only some messages are told of, the others do not count.
    count: setting.notify === 'all' && !setting.archived ? Math.max(person.unread, told.length) : told.length,
    seq: told.at(-1)?.message.seq ?? chat.lastSeq,
    unread: person.unreadTotal,
    at: now,
  };
}

/** Why this message concerns a person; undefined where it does not. */
export function occasionOf(
  message: NoticedMessage,
  { userId, role }: Pick<NoticedPerson, 'userId' | 'role'>,
  kind: ChatKind,
): Occasion | undefined {
  if (message.senderKind === 'agent') {
    if (asks(message)) {
      const asked = message.askedBy === userId;
      const me = { id: userId, asked, manages: kind === 'direct' || mayManage(role) };
      return message.extras.cards?.some((card) => waitsFor(card, me)) === true ? 'asks' : undefined;
    }
    const ended = message.status !== 'streaming' && message.status !== 'stopped';
    if (!ended || message.askedBy !== userId) return undefined;
    return message.extras.question === undefined ? 'answer' : 'asks';
  }
  if (message.mentions.includes(userId) || message.mentions.includes(EVERYONE)) return 'mention';
  return message.repliedTo === userId ? 'reply' : 'message';
}

function itemOf(message: NoticedMessage, from: string): NoticeItem {
  const kind = kindOf(message);
  const said = plainLine(message.text);
  const text = kind === 'chart' ? [chartTitle(message), said].filter((part) => part !== '').join(' · ') : said;
  return { id: message.id, from, text, ...(kind && { kind }) };
}

function chartTitle({ extras: { charts = [] } }: NoticedMessage): string {
  return charts[0]?.title ?? '';
}

function asks({ status, extras: { cards = [] } }: NoticedMessage): boolean {
  return status === 'streaming' && cards.some(isUndecided);
}

function kindOf(message: NoticedMessage): NoticeKind | undefined {
  const { status, text, extras } = message;
  if (asks(message)) return 'asks';
  if (status === 'failed' && text === '') return 'failed';
  if (extras.poll) return 'poll';
  if (extras.appointment) return 'appointment';
  if (extras.charts) return 'chart';
  return extras.attachments?.[0]?.kind;
}

/** Push services take about 4 KB, encrypted. */
const MOST_BYTES = 3_500;

/** The notice as it is encrypted: of what does not fit, the oldest is left out. */
export function encode(notice: Notice): string {
  const text = JSON.stringify(notice);
  if (Buffer.byteLength(text) <= MOST_BYTES) return text;
  if (notice.cleared.length > 0) return encode({ ...notice, cleared: notice.cleared.slice(1) });
  const { said } = notice;
  if (said !== undefined && said.items.length > 1) {
    return encode({ ...notice, said: { ...said, items: said.items.slice(1) } });
  }
  return encode({ ...notice, said: undefined });
}
