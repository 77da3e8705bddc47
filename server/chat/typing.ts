import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { readTypist } from '../store/members.ts';
import type { Tell } from './tell.ts';

/** Above so many members nobody is told who types. */
export const TYPING_MEMBERS = 100;

type Parts = { database: Pick<Database, 'pool'>; tell: Pick<Tell, 'typingChanged'>; expireMs?: number };

/** Who types where, as far as this process heard it; ends by itself when it is not said again. */
export class Typing {
  readonly #database: Parts['database'];
  readonly #tell: Parts['tell'];
  readonly #expireMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor({ database, tell, expireMs = 6_000 }: Parts) {
    this.#database = database;
    this.#tell = tell;
    this.#expireMs = expireMs;
  }

  /** A member types or stopped; whoever is no member is refused. */
  async set(userId: string, chatId: string, on: boolean): Promise<void> {
    const members = await readTypist(this.#database.pool, chatId, userId);
    if (members === undefined) throw noSuchChat();
    if (!on) this.stop(chatId, userId);
    else if (members <= TYPING_MEMBERS) this.#start(chatId, userId);
  }

  /** Says that somebody stopped, if they were typing. */
  stop(chatId: string, userId: string): void {
    const key = keyOf(chatId, userId);
    if (!this.#timers.has(key)) return;
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#tell.typingChanged({ chatId, contactId: userId, on: false });
  }

  /** Forgets everything, so that the process can end. */
  close(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  #start(chatId: string, userId: string): void {
    const key = keyOf(chatId, userId);
    clearTimeout(this.#timers.get(key));
    this.#timers.set(
      key,
      setTimeout(() => this.stop(chatId, userId), this.#expireMs),
    );
    this.#tell.typingChanged({ chatId, contactId: userId, on: true });
  }
}

function keyOf(chatId: string, userId: string): string {
  return `${chatId} ${userId}`;
}
