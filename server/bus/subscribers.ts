import type { Logger } from 'pino';
import type { BusHandler } from './bus.ts';

/** Who listens to what. A handler that throws is logged and keeps nobody else from hearing. */
export class Subscribers {
  readonly #topics = new Map<string, Set<BusHandler>>();
  readonly #resumed = new Set<() => void>();
  readonly #logger: Pick<Logger, 'error'>;

  constructor(logger: Pick<Logger, 'error'>) {
    this.#logger = logger;
  }

  topics(): string[] {
    return [...this.#topics.keys()];
  }

  /** Adds a handler; says whether the topic is new. */
  add(topic: string, handler: BusHandler): boolean {
    const handlers = this.#topics.get(topic);
    if (handlers !== undefined) {
      handlers.add(handler);
      return false;
    }
    this.#topics.set(topic, new Set([handler]));
    return true;
  }

  /** Takes a handler away; says whether nobody listens to the topic any more. */
  remove(topic: string, handler: BusHandler): boolean {
    const handlers = this.#topics.get(topic);
    if (handlers === undefined || !handlers.delete(handler)) return false;
    return handlers.size === 0 && this.#topics.delete(topic);
  }

  deliver(topic: string, message: unknown): void {
    for (const handler of [...(this.#topics.get(topic) ?? [])]) this.#call(topic, () => handler(message));
  }

  onResumed(handler: () => void): () => void {
    this.#resumed.add(handler);
    return () => this.#resumed.delete(handler);
  }

  resumed(): void {
    for (const handler of [...this.#resumed]) this.#call('resumed', handler);
  }

  #call(topic: string, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#logger.error({ err: error, topic }, 'a message from another process could not be handled');
    }
  }
}
