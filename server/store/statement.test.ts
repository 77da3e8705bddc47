import { expect, it } from 'vitest';
import { describeStatement } from './statement.ts';

it.each([
  ['SELECT 1', 'SELECT ?'],
  [`SELECT 'it''s secret', "column1", $1, $12::int`, 'SELECT ?, "column1", $1, $12::int'],
  ['INSERT INTO t2\n  VALUES (1.5, -3)', 'INSERT INTO t2 VALUES (?, -?)'],
  [`SELECT 'cut off`, 'SELECT ?'],
  [`SELECT E'a\\'b', 'c'`, 'SELECT ?, ?'],
  [`SELECT $$secret$$, $tag$hidden ' $tag$`, 'SELECT ?, ?'],
  ['', ''],
])('describes %j without its values', (text, described) => {
  expect(describeStatement(text)).toBe(described);
});

it('cuts long statements short', () => {
  expect(describeStatement(`SELECT ${'a, '.repeat(500)}`).length).toBeLessThan(250);
});
