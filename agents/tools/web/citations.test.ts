import { describe, expect, it } from 'vitest';
import type { ToolSource } from '../tool.ts';
import { type Citations, citedIn, cite, inventedMarks, marksIn } from './citations.ts';

const source = (name: string): ToolSource => ({
  url: `https://example.com/${name}`,
  title: name,
  quote: `On ${name}.`,
});
const [bees, honey, wax] = [source('bees'), source('honey'), source('wax')] as [ToolSource, ToolSource, ToolSource];

describe('numbering', () => {
  it('goes on over calls and never changes', () => {
    const first = cite([], { text: '[1] On bees.\n[2] On honey.', sources: [bees, honey] });
    expect(first.text).toBe('[1] On bees.\n[2] On honey.');
    const second = cite(first.citations, { text: 'Title: x\n\n[1] On wax.\n[2] On bees.', sources: [wax, bees] });
    expect(second.text).toBe('Title: x\n\n[3] On wax.\n[1] On bees.');
    expect(second.citations).toEqual([bees, honey, wax]);
  });

  it('tells passages of one page apart', () => {
    const other = { ...bees, quote: 'More on bees.' };
    expect(cite([bees], { text: '[1] More on bees.', sources: [other] }).text).toBe('[2] More on bees.');
  });

  it('leaves numbers within a passage alone', () => {
    const { text } = cite([bees, honey], { text: '[1] As [2] says,\n  [1] is wrong.', sources: [wax] });
    expect(text).toBe('[3] As [2] says,\n  [1] is wrong.');
  });

  it('survives being kept as JSON', () => {
    const { citations } = cite([], { text: '[1] x', sources: [bees] });
    const kept = JSON.parse(JSON.stringify(citations)) as Citations;
    expect(cite(kept, { text: '[1] x', sources: [bees] }).citations).toEqual([bees]);
  });
});

describe('marks', () => {
  const known = [bees, honey, wax];
  it.each([
    ['Bees dance [1].', [[1]]],
    ['Bees dance[1][3].', [[1], [3]]],
    [
      'Both [2, 3] and [1;2].',
      [
        [2, 3],
        [1, 2],
      ],
    ],
    [
      'All [1–3], all [1-3].',
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
    ],
    ['As in [2]: honey.', [[2]]],
    ['Some [2, 9] are unknown, [0] and [4] are not there.', [[2]]],
    ['A [link] and [1](https://example.com) and\n[1]: https://example.com', []],
    ['`a[1]` and ``b`[2]`` but [3]', [[3]]],
    ['```js\nx[1]\n```\nthen [2]', [[2]]],
    ['~~~\nx[1]\n```\n[2]\n~~~\n[3]', [[3]]],
    ['```\nnever ended [1]', []],
    ['one ` alone [1]\n\nand ` another [2]', [[1], [2]]],
    ['[99999] [3-1] [1-999]', []],
    ['', []],
  ])('in %j', (answer, numbers) => {
    const marks = marksIn(answer, known);
    expect(marks.map((mark) => mark.numbers)).toEqual(numbers);
    for (const { from, to } of marks) expect(answer.slice(from, to)).toMatch(/^\[[^\]]+\]$/);
  });

  it('take no longer in a text made to be hard', () => {
    const answer = `${'`'.repeat(200)}${'` `` ``` '.repeat(5_000)}${'[1, '.repeat(10_000)}[1]`;
    expect(marksIn(answer, known).length).toBeLessThan(2);
  });

  // Looking at each of these together with each other one would take minutes.
  it.each([
    ['`a`[9]', 42_000],
    ['`a`', 0],
    ['[9]`', 21_000],
    ['`[9]``b', 14_000],
    ['`\n\n[9]', 42_000],
  ])('are found in one go over many %j', (part, found) => {
    const answer = part.repeat(42_000);
    expect(inventedMarks(answer, known)).toBe(found);
    expect(marksIn(answer, Array<ToolSource>(9).fill(bees))).toHaveLength(found);
  });
});

it('people are told what was cited, once and by number', () => {
  expect(citedIn('Wax [3], bees [1], wax again [3]. `[2]`', [bees, honey, wax])).toEqual([
    { ...bees, number: 1 },
    { ...wax, number: 3 },
  ]);
});
