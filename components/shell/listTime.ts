/** How exactly a list says when something was: the hour today, then the day, then the date. */
export type ListTime = 'hour' | 'yesterday' | 'weekday' | 'date';

const DAY_MS = 86_400_000;

export function listTime(at: number, now: number): ListTime {
  // Between two midnights lie 23 or 25 hours when clocks change, which rounding forgives.
  const days = Math.round((midnight(now) - midnight(at)) / DAY_MS);
  if (days <= 0) return 'hour';
  if (days === 1) return 'yesterday';
  return days < 7 ? 'weekday' : 'date';
}

export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}
