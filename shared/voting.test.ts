import { describe, expect, test } from 'vitest';
import type { Terms } from './terms.ts';
import { isAllowed, mayVote, standingOf, type Voter, votersOf } from './voting.ts';

const BOOLEANS = [false, true];

/** Every chat of up to four people, of whom one may be who asked and any may manage it. */
function* chats(): Generator<Voter[]> {
  for (let size = 0; size <= 4; size += 1) {
    for (let asker = -1; asker < size; asker += 1) {
      for (let managers = 0; managers < 2 ** size; managers += 1) {
        yield Array.from({ length: size }, (_, at) => {
          return { id: `p${at}`, asked: at === asker, manages: (managers & (1 << at)) !== 0 };
        });
      }
    }
  }
}

/** All but those that ask nobody. */
function* allTerms(): Generator<Terms> {
  for (const requester of BOOLEANS)
    for (const admin of BOOLEANS)
      for (const either of BOOLEANS)
        for (let people = requester || admin || either ? 1 : 2; people <= 5; people += 1)
          yield { requester, admin, either, people };
}

function subsets(voters: readonly Voter[]): string[][] {
  return Array.from({ length: 2 ** voters.length }, (_, bits) =>
    voters.filter((__, at) => (bits & (1 << at)) !== 0).map(({ id }) => id),
  );
}

/** What the words of the terms say, read naively. */
function isEnough(terms: Terms, votes: readonly string[], voters: readonly Voter[]): boolean {
  const yes = voters.filter(({ id }) => votes.includes(id));
  if (yes.length < terms.people) return false;
  if (terms.requester && yes.every(({ asked }) => !asked)) return false;
  if (terms.admin && yes.every(({ manages }) => !manages)) return false;
  return !(terms.either && yes.every(({ asked, manages }) => !asked && !manages));
}

describe('in every chat, with all terms and votes', () => {
  test('fewer than the terms say never allow, and nothing waits for a yes that cannot come', () => {
    let looked = 0;
    const problems: unknown[] = [];
    for (const voters of chats()) {
      const everybody = voters.map(({ id }) => id);
      const votes = subsets(voters);
      for (const terms of allTerms()) {
        const canCome = votes.some((some) => isEnough(terms, some, voters));
        for (const some of votes) {
          looked += 1;
          // Who left, or was never here, counts for nothing.
          const standing = standingOf(terms, [...some, 'gone'], voters);
          const expected = isEnough(terms, some, voters) ? 'allowed' : canCome ? 'open' : 'impossible';
          if (standing.kind !== expected) problems.push({ terms, some, voters, standing });
          if (isAllowed(terms, some, voters) !== (expected === 'allowed')) problems.push({ terms, some, voters });
          if (standing.kind !== 'open') continue;
          // Somebody can still say yes who has not, and whose voice counts.
          const left = voters.filter((voter) => !some.includes(voter.id) && mayVote(terms, voter));
          if (left.length === 0) problems.push({ terms, some, voters, hangs: true });
          const { people, requester, admin, either } = standing.missing;
          if (people === 0 && !requester && !admin && !either) problems.push({ terms, some, nothing: true });
          if (standingOf(terms, everybody, voters).kind !== 'allowed') problems.push({ terms, voters });
        }
      }
    }
    expect(problems.slice(0, 3)).toEqual([]);
    expect(looked).toBeGreaterThan(20_000);
  });
});

const ada = { id: 'ada', asked: true, manages: false };
const ben = { id: 'ben', asked: false, manages: true };
const cem = { id: 'cem', asked: false, manages: false };
const of = (more: Partial<Terms>): Terms => ({ requester: false, admin: false, either: false, people: 1, ...more });

test.each([
  [of({ people: 3 }), [ada, ben], 'too-few'],
  [of({ people: 2, admin: true }), [ada], 'too-few'],
  [of({ admin: true }), [ada, cem], 'no-admin'],
  [of({ people: 2, admin: true }), [ada, cem], 'no-admin'],
  [of({ requester: true }), [ben, cem], 'no-asker'],
  [of({ either: true }), [cem], 'no-admin'],
  [of({ people: 2 }), [], 'too-few'],
])('says why %j cannot come of %j', (terms, voters, why) => {
  expect(standingOf(terms, [], voters)).toEqual({ kind: 'impossible', why });
});

test('says who is missing', () => {
  const terms = of({ people: 3, admin: true, requester: true });
  expect(standingOf(terms, ['cem'], [ada, ben, cem])).toEqual({
    kind: 'open',
    missing: { people: 2, requester: true, admin: true, either: false },
  });
});

test('counts only people who are in the chat now, and in a direct chat both as managers', () => {
  const person = { kind: 'user' as const, role: 'member' as const, leftAt: null };
  const members = [
    { ...person, contactId: 'ada' },
    { ...person, contactId: 'ben', role: 'admin' as const },
    { ...person, contactId: 'cem', leftAt: 1 },
    { ...person, contactId: 'research', kind: 'agent' as const },
  ];
  expect(votersOf({ kind: 'group', members }, 'ada')).toEqual([ada, ben]);
  expect(votersOf({ kind: 'direct', members }, 'ada').map(({ manages }) => manages)).toEqual([true, true]);
});
