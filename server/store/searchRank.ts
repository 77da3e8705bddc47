/** A message that fits; `rank` says how often and how exactly it has what was looked for. */
export type Found = { messageId: string; chatId: string; seq: number; at: Date; rank: number };

const DAY_MS = 24 * 60 * 60 * 1000;
/** After this time a message counts half as new. */
const HALF_DAYS = 14;

/** The best first: half how well it fits beside the one that fits best, half how new it is. */
export function rankFound(found: readonly Found[], now: number): Found[] {
  const best = Math.max(...found.map(({ rank }) => rank), Number.MIN_VALUE);
  const score = ({ rank, at }: Found) =>
    rank / best + HALF_DAYS / (HALF_DAYS + Math.max(0, now - at.getTime()) / DAY_MS);
  return [...found].sort((a, b) => score(b) - score(a) || b.at.getTime() - a.at.getTime());
}
