import { EventEmitter, once } from 'node:events';

/** Lets through so many pieces of an answer as were opened for, so that a test decides when it goes on. */
export class Tap {
  readonly #opened = new EventEmitter().setMaxListeners(0);
  #allowed: number;

  constructor(allowed: number) {
    this.#allowed = allowed;
  }

  open(more: number): void {
    this.#allowed += more;
    this.#opened.emit('more');
  }

  /** Resolves when the piece of this index may go. */
  readonly before = async (index: number): Promise<void> => {
    while (index >= this.#allowed) await once(this.#opened, 'more');
  };
}
