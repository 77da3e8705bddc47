import { applyDelta, type LiveText } from '../../../shared/delta.ts';
import type { Delta } from '../../../shared/message.ts';
import type { TestServer } from './server.ts';

/** Puts the texts of answers together as a client does, asking for what is missing. */
export class Viewer {
  readonly texts = new Map<string, LiveText>();
  readonly #server: TestServer;
  #fetching = Promise.resolve();

  constructor(
    server: TestServer,
    chatId: string,
    spoil: (deltas: readonly Delta[]) => readonly Delta[] = (deltas) => deltas,
  ) {
    this.#server = server;
    for (const { messageId, epoch, text } of server.texts.board.ofChat(chatId))
      this.texts.set(messageId, { epoch, text });
    server.onDeltas((deltas) => {
      for (const delta of spoil(deltas)) this.take(delta);
    });
  }

  textOf(messageId: string): string {
    return this.texts.get(messageId)?.text ?? '';
  }

  /** Resolves when nothing more is asked for. */
  async settled(): Promise<void> {
    await this.#fetching;
  }

  take(delta: Delta): void {
    const outcome = applyDelta(this.texts.get(delta.messageId) ?? { epoch: delta.epoch, text: '' }, delta);
    if (outcome.kind === 'applied') this.texts.set(delta.messageId, outcome.live);
    if (outcome.kind !== 'hole') return;
    const known = { epoch: delta.epoch, offset: outcome.from };
    this.#fetching = this.#fetching.then(async () => {
      const slice = await this.#server.texts.mirror.fetch(delta.messageId, known);
      if (slice !== undefined) this.take(slice);
    });
  }
}
