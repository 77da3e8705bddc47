import type { Logger } from 'pino';
import { ProviderError } from '../../agents/providers/provider.ts';
import type { Transcriber } from '../../agents/providers/transcriber.ts';
import { cleanText } from '../../shared/text.ts';
import { createInFlight } from '../inFlight.ts';
import type { Database } from '../store/database.ts';
import type { FileRow } from '../store/files.ts';
import { isKeptLocal } from '../store/transcripts.ts';

const LONGEST_MS = 120_000;
const MOST_TEXT = 20_000;

/** What came of asking once; `revoked` where meanwhile somebody else is to be asked. */
export type Outcome =
  | { kind: 'told'; transcript: string | null }
  | { kind: 'failed'; provider: string; error: ProviderError }
  | { kind: 'revoked' };

/** Asks whoever may write down a voice note, as long as they may. */
export interface Asking {
  /** Tells null where nothing was said, or nobody could or may be asked. */
  ask(row: FileRow, bytes: Uint8Array, closing: AbortSignal): Promise<Outcome>;
  /** Lets go of whoever is asked and may be no longer. */
  look(): void;
  close(): void;
}

export type AskingParts = {
  database: Pick<Database, 'pool'>;
  transcriber: (of: { localOnly: boolean }) => Transcriber | undefined;
  logger: Pick<Logger, 'error'>;
  /** Between looks whether who is asked still may be. */
  lookMs?: number;
};

export function createAsking({ database, transcriber, logger, lookMs }: AskingParts): Asking {
  const { pool } = database;
  const isRevoked = async (fileId: string) => (await isKeptLocal(pool, fileId)) !== false;
  const inFlight = createInFlight({ isRevoked, logger, everyMs: lookMs });

  return {
    async ask(row, bytes, closing) {
      // Begun before it is read who may be asked: a chat that keeps to local models from then on is not missed.
      const flight = inFlight.begin(row.id);
      try {
        const localOnly = await isKeptLocal(pool, row.id);
        const by = localOnly === null ? undefined : transcriber({ localOnly });
        if (by === undefined) return { kind: 'told', transcript: null };
        const ends = [AbortSignal.timeout(LONGEST_MS), closing];
        const signal = AbortSignal.any(localOnly ? ends : [...ends, flight.signal]);
        const outcome = await askedOf(by, { row, bytes }, signal);
        return !localOnly && flight.signal.aborted ? { kind: 'revoked' } : outcome;
      } finally {
        flight.end();
      }
    },
    look: () => inFlight.look(),
    close: () => inFlight.close(),
  };
}

type Note = { row: FileRow; bytes: Uint8Array };

async function askedOf(by: Transcriber, { row, bytes }: Note, signal: AbortSignal): Promise<Outcome> {
  try {
    const said = cleanText(await by.transcribe({ bytes, mime: row.mime }, signal)).trim();
    return { kind: 'told', transcript: said === '' ? null : said.slice(0, MOST_TEXT).toWellFormed() };
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { kind: 'failed', provider: by.providerId, error };
  }
}
