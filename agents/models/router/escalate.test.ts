import { describe, expect, test } from 'vitest';
import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Decision, Verdict } from './decision.ts';
import { type Checked, escalate, failedChecks } from './escalate.ts';

const GOOD: Checked = { text: 'An answer.', finish: 'complete', schema: null, tests: null, citations: null };
const failed = (more: Partial<Checked>) => failedChecks({ ...GOOD, ...more });

describe('failedChecks', () => {
  test('finds nothing where nothing is wrong', () => {
    expect(failed({})).toEqual([]);
    expect(
      failed({ schema: { ok: true, at: '' }, tests: { failed: 0, of: 3 }, citations: { wanted: 2, found: 2 } }),
    ).toEqual([]);
  });

  test('tells all that is wrong at once', () => {
    const wrong = failed({
      schema: { ok: false, at: 'items.0' },
      tests: { failed: 1, of: 3 },
      citations: { wanted: 2, found: 1 },
    });
    expect(wrong).toEqual([
      { kind: 'schema', at: 'items.0' },
      { kind: 'tests-failed', failed: 1, of: 3 },
      { kind: 'citations-missing', wanted: 2, found: 1 },
    ]);
  });

  test('looks no further at an empty or refused answer, nor at one that calls its tools', () => {
    const bad = { schema: { ok: false, at: '' } };
    expect(failed({ ...bad, text: ' \n' })).toEqual([{ kind: 'empty' }]);
    expect(failed({ ...bad, text: '', finish: 'refused' })).toEqual([{ kind: 'refused' }]);
    expect(failed({ ...bad, text: '', finish: 'calls' })).toEqual([]);
  });
});

const NEXT: Verdict = { kind: 'next', place: 1, passed: { kind: 'less-preferred' } };
const BARRED: Verdict = { kind: 'barred', barrier: { kind: 'breaker' } };
type Candidate = [name: ModelName, tier: Tier | null, verdict?: Verdict];

function decision(chosen: Candidate, others: Candidate[], more: Partial<Decision> = {}): Decision {
  const because = { kind: 'tier', wanted: 'edge' } as const;
  return {
    outcome: { kind: 'ask', model: chosen[0], because, ceiling: { known: 1 } },
    order: [chosen[0], ...others.map(([name]) => name)],
    difficulty: { score: 0, parts: [] },
    wanted: { tier: 'edge', by: 'difficulty' },
    unmet: null,
    candidates: [
      { name: chosen[0], tier: chosen[1], verdict: { kind: 'chosen', because }, ceiling: { known: 1 } },
      ...others.map(([name, tier, verdict = NEXT]) => ({ name, tier, verdict, ceiling: { known: 1 } })),
    ],
    ...more,
  };
}

const EMPTY = [{ kind: 'empty' }] as const;
const FIRST = { before: false, afterRefusal: false };

describe('escalate', () => {
  test('asks the best of the next tier, and says why', () => {
    const others: Candidate[] = [
      ['a/premium', 'premium'],
      ['b/cloud', 'cloud'],
      ['a/cloud', 'cloud'],
      ['b/edge', 'edge'],
    ];
    const order: ModelName[] = ['a/edge', 'b/edge', 'a/cloud', 'b/cloud', 'a/premium'];
    expect(escalate(decision(['a/edge', 'edge'], others, { order }), EMPTY, FIRST)).toEqual({
      kind: 'ask',
      model: 'a/cloud',
      because: EMPTY,
    });
    const dearestFirst: ModelName[] = ['a/edge', 'a/premium', 'b/cloud', 'a/cloud'];
    expect(escalate(decision(['a/edge', 'edge'], others, { order: dearestFirst }), EMPTY, FIRST)).toMatchObject({
      model: 'b/cloud',
    });
  });

  test('leaves a tier out that has nobody, and never asks who is barred', () => {
    const others: Candidate[] = [
      ['a/cloud', 'cloud', BARRED],
      ['a/premium', 'premium'],
    ];
    expect(escalate(decision(['a/edge', 'edge'], others), EMPTY, FIRST)).toMatchObject({ model: 'a/premium' });
    expect(escalate(decision(['a/edge', 'edge'], others.slice(0, 1)), EMPTY, FIRST)).toEqual({
      kind: 'keep',
      why: 'nobody-better',
    });
    expect(escalate(decision(['a/premium', 'premium'], [['b/premium', 'premium']]), EMPTY, FIRST)).toMatchObject({
      kind: 'keep',
    });
  });

  test('happens once and only after something failed', () => {
    const one = decision(['a/edge', 'edge'], [['a/cloud', 'cloud']]);
    expect(escalate(one, [], FIRST)).toEqual({ kind: 'keep', why: 'nothing-failed' });
    expect(escalate(one, EMPTY, { ...FIRST, before: true })).toEqual({ kind: 'keep', why: 'once-only' });
  });

  test('keeps the answer of a model or tier that somebody named', () => {
    const named = {
      kind: 'ask',
      model: 'a/edge',
      because: { kind: 'choice', by: 'person' },
      ceiling: { known: 1 },
    } as const;
    const others: Candidate[] = [['a/cloud', 'cloud']];
    for (const more of [{ outcome: named }, { wanted: { tier: 'edge', by: 'person' } }] as const) {
      expect(escalate(decision(['a/edge', 'edge'], others, more), EMPTY, FIRST)).toEqual({
        kind: 'keep',
        why: 'chosen-by-somebody',
      });
    }
  });

  test('asks another what one refused only where that is wanted', () => {
    const one = decision(['a/edge', 'edge'], [['a/cloud', 'cloud']]);
    const refused = [{ kind: 'refused' }] as const;
    expect(escalate(one, refused, FIRST)).toEqual({ kind: 'keep', why: 'refused' });
    expect(escalate(one, refused, { ...FIRST, afterRefusal: true })).toMatchObject({ kind: 'ask', model: 'a/cloud' });
  });
});
