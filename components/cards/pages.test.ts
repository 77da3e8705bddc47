import { expect, test } from 'vitest';
import { numbersText, pagesOf } from './pages.ts';

const source = (number: number, url: string, title = 'A page', quote = '') => ({ number, url, title, quote });

test('passages of one page stand together, in the order of their numbers', () => {
  const [first, second, ...more] = pagesOf([
    source(3, 'https://www.nature.com/a', 'Bees', 'They dance.'),
    source(2, 'https://bees.example/', ''),
    source(1, 'https://www.nature.com/a', 'Bees', 'They fly.'),
  ]);
  expect(first).toEqual({
    ...{ url: 'https://www.nature.com/a', host: 'nature.com', title: 'Bees' },
    passages: [
      { number: 1, quote: 'They fly.' },
      { number: 3, quote: 'They dance.' },
    ],
  });
  expect(second).toMatchObject({ host: 'bees.example', title: 'bees.example' });
  expect(more).toEqual([]);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'ftp://a.example/', '/etc/passwd', ''])(
  '%j leads nowhere',
  (url) => {
    expect(pagesOf([source(1, url)])).toEqual([]);
  },
);

test.each([
  [[1], '1'],
  [[1, 2], '1, 2'],
  [[1, 2, 3, 7], '1–3, 7'],
  [[], ''],
])('the numbers %j are %s', (numbers, text) => {
  expect(numbersText(numbers)).toBe(text);
});
