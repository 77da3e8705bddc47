import { expect, test } from 'vitest';
import { PolicyAsk } from '../../shared/policy.ts';
import { EITHER, REQUESTER, type Terms } from '../../shared/terms.ts';
import { termsFor } from './asking.ts';

const own: Terms = { requester: false, admin: true, either: false, people: 3 };
const [no, yes] = [false, true];
const all = (['read', 'write', 'dangerous'] as const).flatMap((effect) =>
  [no, yes].flatMap((personal) =>
    [no, yes].flatMap((tainted) =>
      [[], ['https://evil.example/']].flatMap((unseen) =>
        PolicyAsk.options.flatMap((ask) =>
          [no, yes].map((before) => ({ effect, personal, tainted, unseen, ask, before })),
        ),
      ),
    ),
  ),
);
const of = (one: (typeof all)[number]) => termsFor(one, { ask: one.ask, terms: own }, one.before);

test('what is for who asked alone is asked of them each time, whatever it does', () => {
  for (const one of all.filter(({ personal }) => personal)) expect(of(one)).toEqual(REQUESTER);
});

test('once words from outside were read everything that changes something is asked about, whatever the policy', () => {
  for (const one of all.filter(({ personal, tainted, effect }) => !personal && tainted && effect !== 'read')) {
    expect(of(one)).toEqual(own);
  }
});

test('what only reads is asked about where it would ask an address nobody has named after such words', () => {
  for (const one of all.filter(({ personal, effect }) => !personal && effect === 'read')) {
    expect(of(one)).toEqual(one.tainted && one.unseen.length > 0 ? EITHER : null);
  }
});

test('else it is asked as the policy says', () => {
  const asked = all
    .filter(({ personal, tainted, effect }) => !personal && !tainted && effect !== 'read')
    .filter((one) => of(one) !== null)
    .map(({ ask, before }) => `${ask} ${String(before)}`);
  expect([...new Set(asked)].toSorted()).toEqual(['always false', 'always true', 'once false']);
});
