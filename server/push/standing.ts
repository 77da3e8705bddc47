/** A notification that a person's devices may be showing. */
type Shown = { seq: number; at: number };

const KEPT_MS = 3 * 24 * 60 * 60_000;
const MOST = 50_000;

/** Which notifications may be shown to whom, as far as this process knows: those that are read elsewhere are to go. */
export class Standing {
  readonly #byUser = new Map<string, Map<string, Shown>>();
  #count = 0;

  /** A notification of this chat goes up to this seq from now on. */
  put(userId: string, chatId: string, shown: Shown): void {
    const chats = this.#byUser.get(userId) ?? new Map<string, Shown>();
    const before = chats.get(chatId);
    if (before === undefined) this.#count += 1;
    chats.set(chatId, { seq: Math.max(shown.seq, before?.seq ?? 0), at: shown.at });
    this.#byUser.set(userId, chats);
    if (this.#count > MOST) this.#forgetOld(shown.at);
  }

  /** The chats of which this person may see a notification, and up to which seq it goes. */
  of(userId: string): ReadonlyMap<string, number> {
    return new Map([...(this.#byUser.get(userId) ?? [])].map(([chatId, { seq }]) => [chatId, seq]));
  }

  /** Whether a notification of this chat may be shown that tells of nothing after this seq. */
  isRead(userId: string, chatId: string, read: number): boolean {
    const shown = this.#byUser.get(userId)?.get(chatId);
    return shown !== undefined && shown.seq <= read;
  }

  remove(userId: string, chatIds: readonly string[]): void {
    const chats = this.#byUser.get(userId);
    for (const chatId of chatIds) if (chats?.delete(chatId) === true) this.#count -= 1;
    if (chats?.size === 0) this.#byUser.delete(userId);
  }

  /** Of everybody, what is so old that nobody looks at it; if that is not enough, everything. */
  #forgetOld(now: number): void {
    for (const [userId, chats] of this.#byUser) {
      const old = [...chats].filter(([, { at }]) => now - at > KEPT_MS).map(([chatId]) => chatId);
      this.remove(userId, old);
    }
    if (this.#count <= MOST) return;
    this.#byUser.clear();
    this.#count = 0;
  }
}
