/** Somebody in the chat. */
export type Named = { id: string; name: string };

/** `unclear` are names that nobody there goes by, or several do. */
export type Meant<T> = { people: T[]; unclear: string[] };

const MYSELF = new Set(['me', 'i', 'myself', 'ich', 'mich', 'mir']);

/** Whom names stand for: whole names, or the first of them where that is only one's. Nobody is there twice. */
export function whoIsMeant<T extends Named>(names: readonly string[], members: readonly T[], asker: T): Meant<T> {
  const meant: Meant<T> = { people: [], unclear: [] };
  for (const name of names) {
    const found = personCalled(name, members, asker);
    if (found === undefined) meant.unclear.push(name);
    else if (!meant.people.includes(found)) meant.people.push(found);
  }
  return meant;
}

function personCalled<T extends Named>(given: string, members: readonly T[], asker: T): T | undefined {
  const name = folded(given);
  if (MYSELF.has(name)) return asker;
  const whole = members.filter((member) => folded(member.name) === name);
  const found = whole.length > 0 ? whole : members.filter((member) => folded(member.name).split(' ')[0] === name);
  return found.length === 1 ? found[0] : undefined;
}

function folded(name: string): string {
  return name.replace(/^@/, '').normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase();
}
