export type TimesInput = { date: string; from: string; to: string; allDay: boolean };
export type Times = { startsAt: number; endsAt: number | null; allDay: boolean };

/**
 * The moments that the fields of a form (`2026-11-21`, `14:30`) name on this device; a whole day stands at its midnight
 * in UTC, so that it is the same day everywhere. An end at or before the beginning is one of the next day.
 */
export function timesOf({ date, from, to, allDay }: TimesInput): Times | null {
  const day = /^(\d{4,6})-(\d\d)-(\d\d)$/.exec(date)?.slice(1).map(Number);
  if (!day) return null;
  const [year = 0, month = 0, dayOfMonth = 0] = day;
  if (allDay) return { startsAt: Date.UTC(year, month - 1, dayOfMonth), endsAt: null, allDay };
  const at = (time: string, later: number): number | null => {
    const [hours, minutes] = /^(\d\d):(\d\d)/.exec(time)?.slice(1).map(Number) ?? [];
    if (hours === undefined || minutes === undefined) return null;
    return new Date(year, month - 1, dayOfMonth + later, hours, minutes).getTime();
  };
  const startsAt = at(from, 0);
  if (startsAt === null) return null;
  const sameDay = at(to, 0);
  const endsAt = sameDay !== null && sameDay <= startsAt ? at(to, 1) : sameDay;
  return { startsAt, endsAt, allDay };
}

/** The fields for a moment: its day, and the next full hour. */
export function nextHour(now: Date): Pick<TimesInput, 'date' | 'from'> {
  const next = new Date(now.getFullYear(), now.getMonth(), now.getDate(), now.getHours() + 1);
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    date: `${String(next.getFullYear())}-${two(next.getMonth() + 1)}-${two(next.getDate())}`,
    from: `${two(next.getHours())}:00`,
  };
}
