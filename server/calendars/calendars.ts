import PQueue from 'p-queue';
import type { Logger } from 'pino';
import type { CalendarText } from '../../agents/tools/calendar/occurrence.ts';
import type { Bus } from '../bus/bus.ts';
import type { Reach } from '../net/fetchPublic.ts';
import { type Seal, Unsealable } from '../providers/seal.ts';
import type { Database } from '../store/database.ts';
import { calendarCopies, type CalendarRow, calendarsOf, changeCalendar, sealedCalendars } from '../store/calendars.ts';
import { secretsIn } from './address.ts';
import { fetchCalendar, type FetchedCalendar } from './fetchCalendar.ts';
import { isDue, staleness } from './freshness.ts';

const CHANGED = 'calendars:changed';
const AT_ONCE = 12;
/** So that whose hosts keep silent does not hold up everybody. */
const AT_ONCE_OF_EACH = 2;
/** Of all that are read at once; each person has the same share of it. */
const MOST_CHARACTERS = 16_000_000;
const TOO_LARGE = 'it is too large to be read along with the others';

/** A calendar with its copy, and what is to be said of that where it may be out of date. */
export type KeptCalendar = { userId: string; text: CalendarText; stale: string | null };

/** The calendars that people have subscribed to, as this process knows them. */
export interface Calendars {
  /** Those of these people, fetched anew where their copies are old. Those without any copy have an empty text. */
  read(userIds: readonly string[], signal: AbortSignal): Promise<KeptCalendar[]>;
  /** Fetches one now. */
  look(row: CalendarRow): Promise<void>;
  /** There is another one, or one less. */
  changed(): Promise<void>;
  sealAddress(id: string, address: string): string;
  /** The keys in everybody's addresses. */
  secrets(): readonly string[];
  close(): void;
}

type Parts = {
  database: Pick<Database, 'prisma'>;
  seal: Seal;
  bus: Bus;
  reach: Reach | undefined;
  now?: () => number;
  logger: Pick<Logger, 'error' | 'info'>;
};

export async function openCalendars({ database, seal, bus, reach, now = Date.now, logger }: Parts): Promise<Calendars> {
  const { prisma } = database;
  const stop = new AbortController();
  const line = new PQueue({ concurrency: AT_ONCE });
  const lines = new Map<string, PQueue>();
  const looking = new Map<string, Promise<void>>();
  let secrets: readonly string[] = [];

  function addressOf({ id, sealed }: Pick<CalendarRow, 'id' | 'sealed'>): string | undefined {
    try {
      return seal.open(sealed, purposeOf(id));
    } catch (error) {
      if (error instanceof Unsealable) return undefined;
      throw error;
    }
  }

  async function learn(): Promise<void> {
    const addresses = (await sealedCalendars(prisma)).flatMap((row) => URL.parse(addressOf(row) ?? '') ?? []);
    secrets = [...new Set(addresses.flatMap(secretsIn))];
  }

  async function fetchNow(row: CalendarRow): Promise<void> {
    const address = addressOf(row);
    const copy = { etag: row.etag, modified: row.modified };
    const fetched: FetchedCalendar =
      address === undefined
        ? { kind: 'failed', failure: 'unreadable-key' }
        : await fetchCalendar(address, copy, { reach, signal: stop.signal });
    const lookedAt = new Date(now());
    switch (fetched.kind) {
      case 'fetched': {
        const { ics, etag, modified } = fetched;
        return changeCalendar(prisma, row.id, { ics, etag, modified, fetchedAt: lookedAt, lookedAt, failure: null });
      }
      case 'unchanged':
        return changeCalendar(prisma, row.id, { fetchedAt: lookedAt, lookedAt, failure: null });
      case 'failed':
        logger.info({ calendarId: row.id, failure: fetched.failure }, 'a calendar could not be fetched');
        return changeCalendar(prisma, row.id, { lookedAt, failure: fetched.failure });
    }
  }

  /** One fetch at a time of each; whoever wants another waits for it. */
  function look(row: CalendarRow): Promise<void> {
    const running = looking.get(row.id);
    if (running !== undefined) return running;
    const own = lines.get(row.userId) ?? new PQueue({ concurrency: AT_ONCE_OF_EACH });
    lines.set(row.userId, own);
    const started = own
      .add(() => line.add(() => fetchNow(row)))
      .finally(() => {
        looking.delete(row.id);
        if (own.size + own.pending === 0) lines.delete(row.userId);
      });
    looking.set(row.id, started);
    return started;
  }

  const relearn = () => {
    learn().catch((error: unknown) => logger.error({ err: error }, 'the calendars could not be read'));
  };
  await learn();
  const stops = [bus.subscribe(CHANGED, relearn), bus.onResumed(relearn)];

  return {
    async read(userIds, signal) {
      const before = await calendarsOf(prisma, userIds);
      await Promise.all(before.filter((row) => isDue(row, now())).map(look));
      signal.throwIfAborted();
      const rows = await calendarsOf(prisma, userIds);
      const mostOfEach = Math.floor(MOST_CHARACTERS / Math.max(1, userIds.length));
      const copies = await calendarCopies(prisma, { userIds, mostOfEach });
      return rows.map((row) => ({
        userId: row.userId,
        text: { name: row.name, ics: copies.get(row.id) ?? '' },
        stale: copies.get(row.id) === null ? TOO_LARGE : staleness(row, now()),
      }));
    },
    look,
    async changed() {
      await learn();
      bus.publish(CHANGED, {});
    },
    sealAddress: (id, address) => seal.seal(address, purposeOf(id)),
    secrets: () => secrets,
    close() {
      stop.abort();
      for (const end of stops) end();
    },
  };
}

function purposeOf(id: string): string {
  return `calendar ${id}`;
}
