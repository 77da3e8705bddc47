import type { Logger } from 'pino';
import { RECEIPT_NAMES, type Receipt } from '../../shared/chat.ts';
import type { Database } from '../store/database.ts';
import { forgetReceiptTimes, type Marks, raiseReceipts, type Reached, recordReceipts } from '../store/receipts.ts';
import type { Tell } from './tell.ts';

type Parts = {
  database: Pick<Database, 'pool'>;
  tell: Tell;
  logger: Pick<Logger, 'error'>;
  coalesceMs?: number;
};

/** How often it is looked for times that are too old. */
const FORGET_MS = 600_000;

/** How far people have come, told at most once a second per chat, and when they did. */
export class Receipts {
  readonly #database: Parts['database'];
  readonly #tell: Tell;
  readonly #logger: Parts['logger'];
  readonly #coalesceMs: number;
  readonly #waiting = new Map<string, Map<string, Reached>>();
  #forgotAt = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor({ database, tell, logger, coalesceMs = 1_000 }: Parts) {
    this.#database = database;
    this.#tell = tell;
    this.#logger = logger;
    this.#coalesceMs = coalesceMs;
  }

  /** Raises a person's stored watermarks; what is smaller than stored, or in foreign chats, changes nothing. */
  async mark(userId: string, marks: { delivered: Marks; read: Marks }): Promise<void> {
    const raised = await raiseReceipts(this.#database.pool, userId, marks);
    for (const { chatId, ...receipt } of raised) this.note(chatId, receipt);
  }

  /** Tells of a watermark that is stored already. */
  note(chatId: string, receipt: Receipt): void {
    const waiting = this.#waiting.get(chatId) ?? new Map<string, Reached>();
    const before = waiting.get(receipt.contactId);
    waiting.set(receipt.contactId, {
      chatId,
      contactId: receipt.contactId,
      at: new Date(),
      delivered: Math.max(receipt.delivered, before?.delivered ?? 0),
      read: Math.max(receipt.read, before?.read ?? 0),
    });
    this.#waiting.set(chatId, waiting);
    this.#timer ??= setTimeout(() => void this.flush(), this.#coalesceMs);
  }

  /** Tells at once what waits. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const waiting = new Map(this.#waiting);
    this.#waiting.clear();
    if (waiting.size === 0) return;
    try {
      const reached = [...waiting.values()].flatMap((people) => [...people.values()]);
      const stored = await recordReceipts(this.#database.pool, reached);
      for (const { chatId, people, floor } of stored) {
        const receipts = [...(waiting.get(chatId)?.values() ?? [])].map(
          ({ contactId, delivered, read }): Receipt => ({ contactId, delivered, read }),
        );
        if (people <= RECEIPT_NAMES) {
          this.#tell.receiptChanged({ chatId, receipts });
          continue;
        }
        this.#tell.receiptChanged({ chatId, receipts: [], floor });
        for (const receipt of receipts)
          this.#tell.ownReceiptChanged(receipt.contactId, { chatId, receipts: [receipt] });
      }
      await this.#forget();
    } catch (error) {
      // Only times are lost: receipts come whole with every sync.
      this.#logger.error({ err: error }, 'receipts could not be told');
    }
  }

  async #forget(): Promise<void> {
    if (performance.now() - this.#forgotAt < FORGET_MS) return;
    this.#forgotAt = performance.now();
    await forgetReceiptTimes(this.#database.pool);
  }
}
