import { expect, it } from 'vitest';
import { spoken } from './spoken.ts';

it.each([
  ['Bees **dance**.', 'Bees dance.'],
  ['## Food\n\nBees *dance*:\n\n- to tell\n- [where](https://example.org)\n', 'Food. Bees dance: to tell. where'],
  ['So:\n```ts\nconst a = 1;\n```\nDone!', 'So: const a = 1; Done!'],
  ['~~~\nhoney\n~~~', 'honey'],
  ['One\n\n---\n\nTwo\n===', 'One. Two'],
  ['| Flower | Bees |\n| --- | ---: |\n| clover | 3 |', 'Flower, Bees. clover, 3'],
  ['Bees dance\nfor each other\n1. to tell', 'Bees dance for each other. to tell'],
  ['2 \\* 3', '2 * 3'],
  ['', ''],
])('%j is heard as %j', (text, expected) => {
  expect(spoken(text)).toBe(expected);
});

it('says all of it, however long', () => {
  const words = `${'honey '.repeat(20_000)}end`;
  expect(spoken(words)).toBe(words);
  expect(spoken('line\n\n'.repeat(2_000)).split('. ')).toHaveLength(2_000);
});

it('takes no longer for signs that belong to nothing', () => {
  for (const sign of ['![', '[', '**a ', ' *a', '| ', '`a', '__a ', '> ']) spoken(sign.repeat(60_000));
});
