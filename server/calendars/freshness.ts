/** A copy is as good as new for so long; a host that is down is asked again after the shorter time. */
const FRESH_MS = 10 * 60_000;
const AGAIN_MS = 60_000;
/** However often a person wants it, nobody's host is asked sooner. */
const SOONEST_MS = 2_000;
const HOUR_MS = 3_600_000;

type Looked = { fetchedAt: Date | null; lookedAt: Date | null; failure: string | null };

/** Whether it is time to look at a calendar again. */
export function isDue({ lookedAt, failure }: Looked, now: number): boolean {
  if (lookedAt === null) return true;
  const age = now - lookedAt.getTime();
  return age < 0 || age >= (failure === null ? FRESH_MS : AGAIN_MS);
}

export function isJustLookedAt({ lookedAt }: Pick<Looked, 'lookedAt'>, now: number): boolean {
  const age = lookedAt === null ? -1 : now - lookedAt.getTime();
  return age >= 0 && age < SOONEST_MS;
}

/** What is to be said of a copy that could not be made anew; null where it is as good as new. */
export function staleness({ fetchedAt, failure }: Looked, now: number): string | null {
  if (failure === null) return null;
  if (fetchedAt === null) return 'it could not be fetched';
  return `it could not be fetched now, this is how it was ${ago(now - fetchedAt.getTime())}`;
}

function ago(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  if (minutes < 60) return minutes === 1 ? 'a minute ago' : `${minutes} minutes ago`;
  const hours = Math.round(ms / HOUR_MS);
  if (hours < 48) return hours === 1 ? 'an hour ago' : `${hours} hours ago`;
  return `${Math.round(hours / 24)} days ago`;
}
