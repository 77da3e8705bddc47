/** Inputs of every wrong shape, made from one that is right: without a field, with another type in its place, too large. */
export function malform(input: object): unknown[] {
  const wrong: unknown[] = [undefined, null, 42, 'text', true, [], [input], '[object Object]', { input }];
  for (const name of Object.keys(input)) {
    const { [name]: value, ...rest } = input as Record<string, unknown>;
    wrong.push(rest);
    for (const other of replacements(value)) wrong.push({ ...rest, [name]: other });
  }
  wrong.push({ ...input, extra: 'x'.repeat(10) });
  wrong.push(JSON.parse(`{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}`));
  wrong.push({ ...input, ...(JSON.parse(`{"constructor":{"prototype":{"polluted":true}}}`) as object) });
  return wrong;
}

const odd: readonly unknown[] = [
  null,
  '',
  ' ',
  'x'.repeat(100_000),
  "'; drop table message; --",
  '\0',
  '\ud800',
  '__proto__',
  -1,
  0.5,
  2 ** 31,
  Number.MAX_SAFE_INTEGER,
  1e308,
  true,
  [],
  {},
  { $ne: null },
  { toString: 'x' },
];

function replacements(value: unknown): unknown[] {
  const replaced: unknown[] = [...odd];
  if (Array.isArray(value)) {
    for (const other of odd) replaced.push([other]);
    replaced.push(Array.from({ length: 5_000 }, () => 'coder'));
  } else if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) for (const other of odd) replaced.push({ [key]: other });
    replaced.push(JSON.parse('{"__proto__": 1}'), { constructor: 1 }, { nonsense: 1 });
  }
  return replaced;
}
