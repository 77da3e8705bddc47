import { MUTED_ALWAYS } from '../../shared/chat.ts';

const HOUR_MS = 3_600_000;

/** For how long a chat can be muted. */
export const mutings = ['hours', 'week', 'always'] as const;
export type Muting = (typeof mutings)[number];

/** Until when, from `now` on. */
export function mutedUntil(muting: Muting, now: number): number {
  switch (muting) {
    case 'hours':
      return now + 8 * HOUR_MS;
    case 'week':
      return now + 7 * 24 * HOUR_MS;
    case 'always':
      return MUTED_ALWAYS;
  }
}
