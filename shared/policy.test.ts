import { describe, expect, test } from 'vitest';
import { combined, type Policy, PolicyAsk, PolicyWho, termsOf, UNSET } from './policy.ts';
import { isAllowed, mayVote, type Voter } from './voting.ts';

const policies: readonly Policy[] = PolicyAsk.options.flatMap((ask) =>
  PolicyWho.options.flatMap((who) => (who === 'quorum' ? [2, 3] : [2]).map((quorum) => ({ ask, who, quorum }))),
);
const scopes: readonly (Policy | null)[] = [null, ...policies];
/** What workspace, chat and agent can say together. */
const all = scopes.flatMap((a) => scopes.flatMap((b) => scopes.map((c) => [a, b, c].filter((one) => one !== null))));

const voters: readonly Voter[] = [
  { id: 'ada', asked: true, manages: false },
  { id: 'ben', asked: false, manages: true },
  { id: 'cleo', asked: false, manages: false },
  { id: 'dora', asked: false, manages: false },
];
const groups = Array.from({ length: 16 }, (_, bits) =>
  voters.filter((_, at) => (bits & (1 << at)) !== 0).map(({ id }) => id),
);
const rank = (ask: PolicyAsk) => PolicyAsk.options.indexOf(ask);

describe('what several policies say together', () => {
  test('is asked as often as the strictest of them says, and always where none says anything', () => {
    expect(all).toHaveLength(16 ** 3);
    for (const some of all) {
      const { ask } = combined(some);
      expect(rank(ask)).toBe(Math.min(...(some.length === 0 ? [0] : some.map((one) => rank(one.ask)))));
    }
  });

  test('is allowed by those alone who satisfy each of them', () => {
    const wrong: unknown[] = [];
    for (const some of all) {
      const { terms } = combined(some);
      for (const votes of groups) {
        const each = (some.length === 0 ? [UNSET.terms] : some.map(termsOf)).every((one) =>
          isAllowed(one, votes, voters),
        );
        if (isAllowed(terms, votes, voters) !== each) wrong.push({ some, votes });
      }
    }
    expect(wrong).toEqual([]);
  });

  test('can be allowed, and only by those whose voice counts', () => {
    const wrong: unknown[] = [];
    for (const some of all) {
      const { terms } = combined(some);
      const enough = groups.filter((votes) => isAllowed(terms, votes, voters));
      const without = enough.filter(
        (votes) => !enough.some((o) => o.length < votes.length && o.every((id) => votes.includes(id))),
      );
      const counts = (id: string) => voters.some((voter) => voter.id === id && mayVote(terms, voter));
      if (enough.length === 0 || !without.every((votes) => votes.every(counts))) wrong.push(some);
    }
    expect(wrong).toEqual([]);
  });
});

test('a quorum is counted by people who are there, each once, and never passes with fewer', () => {
  const three = termsOf({ who: 'quorum', quorum: 3 });
  expect(isAllowed(three, ['ada', 'ada', 'gone', 'ben'], voters)).toBe(false);
  expect(isAllowed(three, ['ada', 'ben', 'cleo'], voters)).toBe(true);
  expect(isAllowed(three, ['ada'], voters.slice(0, 2))).toBe(false);
  expect(isAllowed(three, ['ada', 'ben'], voters.slice(0, 2))).toBe(false);
  expect(isAllowed(three, [], [])).toBe(false);
});
