/** A list of a server as it was told lately: read anew once it is too old, or the server has said that it is another. */
export class Kept<T> {
  readonly #read: (signal: AbortSignal) => Promise<T>;
  readonly #longestMs: number;
  #known: { value: T; at: number } | null = null;
  #changes = 0;

  constructor(read: (signal: AbortSignal) => Promise<T>, longestMs: number) {
    this.#read = read;
    this.#longestMs = longestMs;
  }

  async now(signal: AbortSignal): Promise<T> {
    if (this.#known !== null && Date.now() - this.#known.at <= this.#longestMs) return this.#known.value;
    const before = this.#changes;
    const value = await this.#read(signal);
    // What it said before it changed is not kept.
    if (this.#changes === before) this.#known = { value, at: Date.now() };
    return value;
  }

  changed(): void {
    this.#changes += 1;
    this.#known = null;
  }
}
