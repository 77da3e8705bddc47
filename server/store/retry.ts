import { setTimeout as pause } from 'node:timers/promises';

const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 10;
const SERIALISATION_FAILURE = '40001';
const DEADLOCK = '40P01';
const FEATURE_NOT_SUPPORTED = '0A000';
/** The place in PostgreSQL that says so, whatever its language. */
const REVALIDATE = 'RevalidateCachedQuery';
/** Prisma's own code for either. */
const PRISMA_CONFLICT = 'P2034';

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** The codes of an error and of what it wraps, outermost first: SQLSTATEs, and Prisma's own. */
export function errorCodes(error: unknown): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  const queue = [error];
  for (let at = queue.shift(); at !== undefined && !seen.has(at); at = queue.shift()) {
    seen.add(at);
    for (const name of ['code', 'originalCode']) {
      const code = field(at, name);
      if (typeof code === 'string') codes.push(code);
    }
    queue.push(
      ...['meta', 'driverAdapterError', 'cause'].map((name) => field(at, name)).filter((inner) => inner != null),
    );
  }
  return codes;
}

/** Whether the database gave up a transaction only because another one was in its way. */
export function isConflict(error: unknown): boolean {
  return errorCodes(error).some(
    (code) => code === SERIALISATION_FAILURE || code === DEADLOCK || code === PRISMA_CONFLICT,
  );
}

/**
 * Whether a connection refused a statement it had prepared, as the columns of a table are others since: another process
 * has migrated the database. It refuses it for as long as it is there; GuardedPool closes it.
 */
export function isOutdatedPlan(error: unknown): boolean {
  return field(error, 'code') === FEATURE_NOT_SUPPORTED && field(error, 'routine') === REVALIDATE;
}

/**
 * Runs `attempt`, a whole transaction, up to three more times while it fails by serialisation failure, deadlock or an
 * outdated plan.
 */
export async function retrySerialisation<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tried = 1; ; tried++) {
    try {
      return await attempt();
    } catch (error) {
      if (tried >= ATTEMPTS || !(isConflict(error) || isOutdatedPlan(error))) throw error;
    }
    const longest = FIRST_PAUSE_MS * 4 ** (tried - 1);
    await pause(longest * (0.5 + Math.random() / 2));
  }
}
