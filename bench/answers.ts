import type { TestSocket } from '../server/socket/testing/testSocket.ts';
import type { Message } from '../shared/message.ts';

/** Tells when answers end, as a socket hears it. */
export class Answers {
  readonly #ended = new Map<string, Message>();
  #check: (() => void) | undefined;

  constructor(socket: Pick<TestSocket, 'onEvent'>) {
    socket.onEvent(({ name, data }) => {
      if (name !== 'chat:changed') return;
      for (const message of (data as { messages?: Message[] }).messages ?? []) {
        if (message.senderKind === 'agent' && message.status !== 'streaming') this.#ended.set(message.id, message);
      }
      this.#check?.();
    });
  }

  /** Resolves once so many more answers have ended; throws where one is not complete. */
  async ended(answers: number): Promise<Message[]> {
    await new Promise<void>((resolve) => {
      this.#check = () => {
        if (this.#ended.size >= answers) resolve();
      };
      this.#check();
    });
    const all = [...this.#ended.values()];
    this.#ended.clear();
    for (const { status, failure } of all) {
      if (status !== 'complete') throw new Error(`an answer ended as ${status} (${String(failure)})`);
    }
    return all;
  }
}
