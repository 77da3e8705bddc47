/** A query holds texts; those that are whole numbers become numbers, anything else is left for the schema to refuse. */
export function numbersOf(query: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, /^-?\d{1,15}$/.test(value) ? Number(value) : value]),
  );
}
