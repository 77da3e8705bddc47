/** Most messages and characters kept for a line that is down; the oldest are given up first. */
const MOST = { messages: 2_000, characters: 4_000_000 };

export type Posted = { channel: string; payload: string };

/** What waits to be published while the line is down: bounded, in order, oldest lost first. */
export class Outbox {
  #posted: Posted[] = [];
  #characters = 0;
  #lost = 0;
  readonly #most: typeof MOST;

  constructor(most: typeof MOST = MOST) {
    this.#most = most;
  }

  add(posted: Posted): void {
    this.#posted.push(posted);
    this.#characters += posted.payload.length;
    while (this.#posted.length > this.#most.messages || this.#characters > this.#most.characters) {
      this.#characters -= this.#posted.shift()?.payload.length ?? 0;
      this.#lost += 1;
    }
  }

  /** Empties it: what waited, and how many messages were given up before. */
  take(): { posted: Posted[]; lost: number } {
    const taken = { posted: this.#posted, lost: this.#lost };
    this.#posted = [];
    this.#characters = 0;
    this.#lost = 0;
    return taken;
  }
}
