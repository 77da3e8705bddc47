import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { BudgetState } from '../../shared/budget.ts';
import type { PushNotice } from '../../shared/notice.ts';
import type { Bus } from '../bus/bus.ts';
import type { Logger } from '../log.ts';
import type { Database } from '../store/database.ts';
import { readAmong, readNoticed, readUnreadTotal } from '../store/pushReads.ts';
import { type Subscription, subscriptionsOf } from '../store/pushSubscriptions.ts';
import { readPreferences } from '../store/preferences.ts';
import { compose, encode, type Told } from './compose.ts';
import { isUrgent } from '../../shared/notify.ts';
import type { Delivery } from './delivery.ts';
import { limitNotice, wantsLimitNotice } from './limitNotice.ts';
import { Standing } from './standing.ts';

const TOPIC = 'push:shown';
const Shown = z.object({ chatId: z.string(), seq: z.number(), userIds: z.array(z.string()) });

const DAY_S = 24 * 60 * 60;
/** Messages gather for so long before anybody is told, the first time and while they go on. */
const GATHER = { firstMs: 1_000, furtherMs: 4_000 } as const;
/** A notification that grows makes a sound again after so long. */
const ALERT_MS = 60_000;
/** So long other processes and devices may take to say that something was read. */
const CLEAR_MS = 1_500;
const LAST_MS = 2_000;

type Gathered = { seqs: Set<number>; messageIds: Set<string>; added: Set<string>; timer: NodeJS.Timeout };

type Parts = {
  database: Pick<Database, 'pool'>;
  delivery: Delivery;
  bus: Bus;
  /** Whether this person has Waggle before them, on any device. */
  isShown(userId: string): boolean;
  agentName(agentId: string): string | undefined;
  logger: Pick<Logger, 'error'>;
  gather?: { firstMs: number; furtherMs: number };
};

/**
 * Tells people outside of the app what happens in their chats. It hears of everything from the process that committed
 * it, and of that only; what happens in a chat within a moment is told at once. Nothing waits for it.
 */
export class Pusher {
  readonly #parts: Parts;
  readonly #gather: { firstMs: number; furtherMs: number };
  readonly #gathered = new Map<string, Gathered>();
  /** By chat, when people were last told of it. */
  readonly #toldAt = new Map<string, number>();
  /** By person and chat, when a notification last made a sound. */
  readonly #alertedAt = new Map<string, number>();
  readonly #standing = new Standing();
  readonly #reading = new Map<string, NodeJS.Timeout>();
  readonly #working = new Set<Promise<void>>();
  readonly #unsubscribe: () => void;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#gather = parts.gather ?? GATHER;
    this.#unsubscribe = parts.bus.subscribe(TOPIC, (message) => {
      const { chatId, seq, userIds } = Shown.parse(message);
      for (const userId of userIds) this.#standing.put(userId, chatId, { seq, at: Date.now() });
    });
  }

  /** A person's message was stored. */
  sent(chatId: string, seq: number): void {
    this.#of(chatId)?.seqs.add(seq);
  }

  /** An agent's answer has ended, or waits for a person's yes. */
  answered(chatId: string, messageId: string): void {
    this.#of(chatId)?.messageIds.add(messageId);
  }

  /** These people are members of the chat from now on. */
  added(chatId: string, userIds: readonly string[]): void {
    const gathered = this.#of(chatId);
    for (const userId of userIds) gathered?.added.add(userId);
  }

  /** Most of a limit is spent that these people may raise. */
  warned(userIds: readonly string[], state: BudgetState): void {
    if (!this.#closed) this.#work(() => this.#warn(userIds, state));
  }

  /** A person has read a chat up to there, on whichever device. */
  read(userId: string, chatId: string, seq: number): void {
    this.#alertedAt.delete(`${userId} ${chatId}`);
    if (this.#closed || !this.#standing.isRead(userId, chatId, seq) || this.#reading.has(userId)) return;
    const timer = setTimeout(() => {
      this.#reading.delete(userId);
      this.#work(() => this.#clear(userId));
    }, CLEAR_MS);
    this.#reading.set(userId, timer.unref());
  }

  /** Tells at once what has gathered, and resolves when that is on its way. */
  async flush(): Promise<void> {
    for (const chatId of [...this.#gathered.keys()]) this.#tell(chatId);
    while (this.#working.size > 0) await Promise.all(this.#working);
    await this.#parts.delivery.idle();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#unsubscribe();
    for (const timer of this.#reading.values()) clearTimeout(timer);
    for (const chatId of [...this.#gathered.keys()]) this.#tell(chatId);
    while (this.#working.size > 0) await Promise.all(this.#working);
    await this.#parts.delivery.close(LAST_MS);
  }

  #of(chatId: string): Gathered | undefined {
    if (this.#closed) return undefined;
    const known = this.#gathered.get(chatId);
    if (known !== undefined) return known;
    const { firstMs, furtherMs } = this.#gather;
    const since = Date.now() - (this.#toldAt.get(chatId) ?? 0);
    const timer = setTimeout(() => this.#tell(chatId), Math.max(firstMs, furtherMs - since));
    const gathered = { seqs: new Set<number>(), messageIds: new Set<string>(), added: new Set<string>(), timer };
    this.#gathered.set(chatId, gathered);
    return gathered;
  }

  #tell(chatId: string): void {
    const gathered = this.#gathered.get(chatId);
    if (gathered === undefined) return;
    clearTimeout(gathered.timer);
    this.#gathered.delete(chatId);
    this.#note(this.#toldAt, chatId);
    this.#work(() => this.#tellOf(chatId, gathered));
  }

  async #tellOf(chatId: string, { seqs, messageIds, added }: Gathered): Promise<void> {
    const { database, isShown, agentName, bus } = this.#parts;
    const what = { seqs: [...seqs], messageIds: [...messageIds] };
    const chat = await readNoticed(database.pool, chatId, what);
    if (chat === undefined) return;
    const now = Date.now();
    const told = compose(chatId, chat, { now, isShown, agentName, added });
    if (told.length === 0) return;
    const userIds = told.map(({ userId }) => userId);
    const subscriptions = await subscriptionsOf(database.pool, userIds);
    for (const one of told) {
      const theirs = subscriptions.filter(({ userId }) => userId === one.userId);
      if (theirs.length > 0) await this.#push(one, theirs);
    }
    const shown = { chatId, seq: chat.lastSeq, userIds };
    for (const userId of userIds) this.#standing.put(userId, chatId, { seq: chat.lastSeq, at: now });
    bus.publish(TOPIC, shown);
  }

  async #push({ userId, direct, isFirst, ...told }: Told, subscriptions: readonly Subscription[]): Promise<void> {
    const { chatId, occasion, at } = told;
    const others = new Map([...this.#standing.of(userId)].filter(([other]) => other !== chatId));
    const cleared = await readAmong(this.#parts.database.pool, userId, others);
    this.#standing.remove(userId, cleared);
    const key = `${userId} ${chatId}`;
    const isAddressed = occasion === 'mention' || occasion === 'reply';
    const alert = isAddressed || isFirst || at - (this.#alertedAt.get(key) ?? 0) > ALERT_MS;
    if (alert && occasion !== 'added') this.#note(this.#alertedAt, key);
    for (const subscription of subscriptions) {
      const { locale } = subscription;
      this.#parts.delivery.send(subscription, {
        text: encode({ kind: 'notice', locale, ...told, alert, cleared }),
        ttlS: occasion === 'message' || isAddressed ? 3 * DAY_S : DAY_S,
        urgency: isUrgent(occasion, direct) ? 'high' : 'normal',
        topic: topicOf(chatId),
      });
    }
  }

  /** Takes away what was read elsewhere, from where that may be done without showing something else. */
  async #clear(userId: string): Promise<void> {
    const { pool } = this.#parts.database;
    const chatIds = await readAmong(pool, userId, this.#standing.of(userId));
    if (chatIds.length === 0) return;
    const silent = (await subscriptionsOf(pool, [userId])).filter(({ endpoint }) => takesSilentPushes(endpoint));
    if (silent.length === 0) return;
    const notice: PushNotice = { kind: 'clear', chatIds, unread: await readUnreadTotal(pool, userId) };
    const [only, ...more] = chatIds;
    const topic = only !== undefined && more.length === 0 ? topicOf(only) : undefined;
    const envelope = { text: JSON.stringify(notice), ttlS: DAY_S, urgency: 'normal' as const, topic };
    for (const subscription of silent) this.#parts.delivery.send(subscription, envelope);
  }

  async #warn(userIds: readonly string[], state: BudgetState): Promise<void> {
    const { database, delivery, isShown } = this.#parts;
    const now = Date.now();
    const wished = await readPreferences(database.pool, userIds);
    const wants = (userId: string) => {
      const preferences = wished.get(userId);
      return preferences !== undefined && wantsLimitNotice({ preferences, shown: isShown(userId), now });
    };
    const subscriptions = await subscriptionsOf(database.pool, userIds.filter(wants));
    for (const subscription of subscriptions) {
      const { locale, userId } = subscription;
      const notice = limitNotice(state, { locale, said: wished.get(userId)?.pushText === true });
      const { scope, window } = state;
      delivery.send(subscription, {
        ...{ text: JSON.stringify(notice), ttlS: DAY_S, urgency: 'normal' },
        topic: topicOf(`limit ${scope.kind}/${scope.id}/${window}`),
      });
    }
  }

  #work(work: () => Promise<void>): void {
    const working = work()
      .catch((error: unknown) => this.#parts.logger.error({ err: error }, 'people could not be notified'))
      .finally(() => this.#working.delete(working));
    this.#working.add(working);
  }

  #note(times: Map<string, number>, key: string): void {
    // Only what is recent decides anything.
    if (times.size > 10_000) times.clear();
    times.delete(key);
    times.set(key, Date.now());
  }
}

/** At most 32 letters that tell nothing of the chat. */
function topicOf(chatId: string): string {
  return createHash('sha256').update(`topic ${chatId}`).digest('base64url').slice(0, 32);
}

/**
 * Chromium and Safari want to see a notification for each push, and show one of their own or end the subscription
 * otherwise; Firefox does not mind as long as it is seldom.
 */
export function takesSilentPushes(endpoint: string): boolean {
  return /(^|\.)push\.services\.mozilla\.com$/.test(new URL(endpoint).hostname);
}
