type Words = Readonly<Record<string, string>>;

/** What a field of a built-in tool's input is called; its own name where there is no word for it. */
export function fieldWord(words: Words, tool: string, name: string): string {
  for (const key of [`${tool}_${name}`, name]) {
    const word = Object.hasOwn(words, key) ? words[key] : undefined;
    if (word !== undefined) return word;
  }
  return name;
}

const WITHOUT_PLACE = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::00)?)?$/;

/** A day, or a time without a place, to be written as it stands: in UTC. Null for anything else, which is left as it is. */
export function dayOrTime(value: string): { at: Date; isDay: boolean } | null {
  const [, day, time] = WITHOUT_PLACE.exec(value) ?? [];
  if (day === undefined) return null;
  const at = new Date(`${day}T${time ?? '00:00'}:00Z`);
  // The 30th of February would be another day in March.
  if (Number.isNaN(at.getTime()) || !at.toISOString().startsWith(`${day}T${time ?? '00:00'}`)) return null;
  return { at, isDay: time === undefined };
}
