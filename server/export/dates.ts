export type Dates = {
  day(at: number): string;
  time(at: number): string;
  moment(at: number): string;
};

/** Writes times as they are written in a language, by the clocks of a place; English and UTC where either is unknown. */
export function createDates(locale: string, timeZone: string): Dates {
  const make = (options: Intl.DateTimeFormatOptions) => {
    for (const [tag, zone] of [
      [locale, timeZone],
      [locale, 'UTC'],
      ['en', timeZone],
    ] as const) {
      try {
        return new Intl.DateTimeFormat(tag, { ...options, timeZone: zone });
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
      }
    }
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  };
  const day = make({ dateStyle: 'full' });
  const time = make({ hour: 'numeric', minute: '2-digit' });
  const moment = make({ dateStyle: 'medium', timeStyle: 'short' });
  return { day: (at) => day.format(at), time: (at) => time.format(at), moment: (at) => moment.format(at) };
}
