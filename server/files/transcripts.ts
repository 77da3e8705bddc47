import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { type Fault, ProviderError } from '../../agents/providers/provider.ts';
import type { Transcriber } from '../../agents/providers/transcriber.ts';
import type { Message } from '../../shared/message.ts';
import { cleanText } from '../../shared/text.ts';
import type { ChangeChat } from '../chat/change.ts';
import type { Database } from '../store/database.ts';
import type { FileRow } from '../store/files.ts';
import { keepTranscript, messagesWith, readTranscripts, writeTranscripts } from '../store/transcripts.ts';

/** Has what is said in voice notes written down, where a provider can, and shows it with their messages. */
export interface Transcripts {
  /** A file has become ready. */
  ready(row: FileRow): void;
  /** A person's message was stored: meanwhile it may be known what was said in it. */
  written(message: Message): void;
  close(): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool'>;
  changeChat: ChangeChat;
  transcriber: () => Transcriber | undefined;
  read: (row: FileRow) => Promise<Uint8Array>;
  logger: Pick<Logger, 'info' | 'error'>;
  /** Before a further attempt. */
  pauseMs?: number;
};

const AT_ONCE = 2;
const MOST_WAITING = 200;
const ATTEMPTS = 3;
const LONGEST_MS = 120_000;
const MOST_TEXT = 20_000;
/** What may be over in a moment. */
const PASSING: ReadonlySet<Fault> = new Set(['rate-limited', 'overloaded', 'unreachable', 'timeout']);

export function createTranscripts(parts: Parts): Transcripts {
  const { database, changeChat, transcriber, read, logger, pauseMs = 5_000 } = parts;
  const { pool } = database;
  const queue = new PQueue({ concurrency: AT_ONCE });
  const closing = new AbortController();

  async function transcribe(row: FileRow): Promise<void> {
    const said = await writeDown(row);
    if (said === undefined || closing.signal.aborted) return;
    const transcript = cleanText(said).trim().slice(0, MOST_TEXT).toWellFormed();
    if (transcript === '') return;
    await keepTranscript(pool, row.id, transcript);
    for (const { messageId, chatId } of await messagesWith(pool, row.id)) {
      await show(chatId, messageId, new Map([[row.id, transcript]]));
    }
  }

  async function show(chatId: string, messageId: string, transcripts: ReadonlyMap<string, string>): Promise<void> {
    await changeChat(chatId, (writing) => writeTranscripts(writing, messageId, transcripts));
  }

  async function writeDown(row: FileRow): Promise<string | undefined> {
    const bytes = await read(row);
    for (let attempt = 1; attempt <= ATTEMPTS && !closing.signal.aborted; attempt++) {
      const by = transcriber();
      if (by === undefined) return undefined;
      try {
        const signal = AbortSignal.any([AbortSignal.timeout(LONGEST_MS), closing.signal]);
        return await by.transcribe({ bytes, mime: row.mime }, signal);
      } catch (error) {
        if (!(error instanceof ProviderError)) throw error;
        const { fault, retryAfterMs } = error;
        logger.info({ fileId: row.id, provider: by.providerId, fault, attempt }, 'a voice note was not written down');
        if (!PASSING.has(fault) || attempt === ATTEMPTS) return undefined;
        await pause(Math.min(retryAfterMs ?? pauseMs * attempt, LONGEST_MS), undefined, {
          signal: closing.signal,
          ref: false,
        }).catch(() => undefined);
      }
    }
    return undefined;
  }

  async function look({ id, chatId, attachments = [] }: Message): Promise<void> {
    const transcripts = await readTranscripts(pool, voicesOf({ attachments }));
    if (transcripts.size > 0) await show(chatId, id, transcripts);
  }

  function add(work: () => Promise<void>): void {
    if (closing.signal.aborted) return;
    queue.add(work).catch((error: unknown) => {
      logger.error({ err: error }, 'what was said in a voice note could not be shown');
    });
  }

  return {
    ready(row) {
      if (row.kind !== 'voice' || transcriber() === undefined || queue.size >= MOST_WAITING) return;
      add(() => transcribe(row));
    },
    written(message) {
      // Not behind those that are being written down: it may be what they wait for.
      if (voicesOf(message).length === 0 || closing.signal.aborted) return;
      look(message).catch((error: unknown) => {
        logger.error({ err: error }, 'what was said in a voice note could not be shown');
      });
    },
    async close() {
      queue.pause();
      queue.clear();
      closing.abort();
      await queue.onPendingZero();
    },
  };
}

/** Voice notes of which nobody wrote down yet what was said. */
function voicesOf({ attachments = [] }: Pick<Message, 'attachments'>): string[] {
  return attachments
    .filter(({ kind, transcript }) => kind === 'voice' && transcript === null)
    .map(({ fileId }) => fileId);
}
