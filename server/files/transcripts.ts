import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { Fault } from '../../agents/providers/provider.ts';
import type { Message } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChangeChat } from '../chat/change.ts';
import type { FileRow } from '../store/files.ts';
import {
  endRecording,
  keepTranscript,
  leftRecordings,
  messagesWith,
  putBackRecording,
  readTranscripts,
  takeRecording,
  writeTranscripts,
} from '../store/transcripts.ts';
import { type AskingParts, createAsking } from './askTranscriber.ts';

/**
 * Has what is said in voice notes written down, where a provider can, and shows it with their messages. Only once a note is in
 * a chat: whether it may leave the machines of the owner is the chat's to say. Which notes are to be written down stands in
 * their rows, so that each is by one process, once, and goes on where that one died.
 */
export interface Transcripts {
  /** A person's message was stored. */
  written(message: Message): void;
  /** To be called after a commit by which a chat keeps to local models: whoever is asked far from here is let go of, anywhere. */
  keepLocal(): void;
  /** Takes up what was left lying. */
  sweep(): Promise<void>;
  close(): Promise<void>;
}

type Parts = AskingParts & {
  bus: Bus;
  changeChat: ChangeChat;
  read: (row: FileRow) => Promise<Uint8Array>;
  /** Whether this process takes up what others left; one that has not the bytes must not. */
  sweeps?: boolean;
  logger: Pick<Logger, 'info' | 'error'>;
  /** Before a further attempt. */
  pauseMs?: number;
};

const LOCAL = 'transcripts:local';
const AT_ONCE = 2;
const MOST_WAITING = 200;
const SWEEP_EVERY_MS = 60_000;
const ATTEMPTS = 3;
const LONGEST_PAUSE_MS = 120_000;
/** What may be over in a moment. */
const PASSING: ReadonlySet<Fault> = new Set(['rate-limited', 'overloaded', 'unreachable', 'timeout']);

export function createTranscripts(parts: Parts): Transcripts {
  const { database, bus, changeChat, read, logger, sweeps = false, pauseMs = 5_000 } = parts;
  const { pool } = database;
  const queue = new PQueue({ concurrency: AT_ONCE });
  const waiting = new Set<string>();
  const closing = new AbortController();
  const asking = createAsking(parts);

  async function transcribe(fileId: string): Promise<void> {
    const row = await takeRecording(pool, fileId);
    if (row === undefined) return;
    try {
      const transcript = row.transcript ?? (await writeDown(row));
      if (transcript !== null) {
        await keepTranscript(pool, fileId, transcript);
        for (const { messageId, chatId } of await messagesWith(pool, fileId)) {
          await show(chatId, messageId, new Map([[fileId, transcript]]));
        }
      }
    } finally {
      await (closing.signal.aborted ? putBackRecording(pool, fileId) : endRecording(pool, fileId));
    }
  }

  async function show(chatId: string, messageId: string, transcripts: ReadonlyMap<string, string>): Promise<void> {
    await changeChat(chatId, (writing) => writeTranscripts(writing, messageId, transcripts));
  }

  /** Null where nothing was said, or nobody could or may be asked. */
  async function writeDown(row: FileRow): Promise<string | null> {
    const bytes = await read(row);
    let attempts = 0;
    while (attempts < ATTEMPTS && !closing.signal.aborted) {
      const outcome = await asking.ask(row, bytes, closing.signal);
      if (outcome.kind === 'revoked') continue;
      if (outcome.kind === 'told') return outcome.transcript;
      attempts += 1;
      const { provider, error } = outcome;
      const { fault, retryAfterMs } = error;
      logger.info({ fileId: row.id, provider, fault, attempt: attempts }, 'a voice note was not written down');
      if (!PASSING.has(fault) || attempts === ATTEMPTS) return null;
      await pause(Math.min(retryAfterMs ?? pauseMs * attempts, LONGEST_PAUSE_MS), undefined, {
        signal: closing.signal,
        ref: false,
      }).catch(() => undefined);
    }
    return null;
  }

  async function look({ id, chatId, attachments = [] }: Message): Promise<void> {
    const transcripts = await readTranscripts(pool, voicesOf({ attachments }));
    if (transcripts.size > 0) await show(chatId, id, transcripts);
  }

  function failed(error: unknown): void {
    logger.error({ err: error }, 'what was said in a voice note could not be shown');
  }

  /** What finds no room is found by the sweep. */
  function add(fileId: string): void {
    if (closing.signal.aborted || waiting.has(fileId) || queue.size >= MOST_WAITING) return;
    waiting.add(fileId);
    const work = () => {
      // From here on it may be wanted once more.
      waiting.delete(fileId);
      return transcribe(fileId);
    };
    queue.add(work).catch(failed);
  }

  async function sweep(): Promise<void> {
    for (const fileId of await leftRecordings(pool, MOST_WAITING)) add(fileId);
  }

  const stop = bus.subscribe(LOCAL, () => asking.look());
  const timer = sweeps ? setInterval(() => void sweep().catch(failed), SWEEP_EVERY_MS).unref() : undefined;
  return {
    written(message) {
      const voices = voicesOf(message);
      if (voices.length === 0 || closing.signal.aborted) return;
      // Not behind those that are being written down: it may be what they wait for.
      look(message).catch(failed);
      for (const fileId of voices) add(fileId);
    },
    keepLocal() {
      asking.look();
      bus.publish(LOCAL, {});
    },
    sweep,
    async close() {
      stop();
      clearInterval(timer);
      queue.pause();
      queue.clear();
      closing.abort();
      await queue.onPendingZero();
      asking.close();
    },
  };
}

/** Voice notes of which nobody wrote down yet what was said. */
function voicesOf({ attachments = [] }: Pick<Message, 'attachments'>): string[] {
  return attachments
    .filter(({ kind, transcript }) => kind === 'voice' && transcript === null)
    .map(({ fileId }) => fileId);
}
