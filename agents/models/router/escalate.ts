import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Decision } from './decision.ts';
import { RANK } from './tiers.ts';

/** What was wrong with an answer, as far as a program can tell. */
export type CheckFailure =
  | { kind: 'empty' }
  | { kind: 'refused' }
  /** `at` is the path in the answer's JSON, empty where it is none. */
  | { kind: 'schema'; at: string }
  | { kind: 'tests-failed'; failed: number; of: number }
  | { kind: 'citations-missing'; wanted: number; found: number };

/** An answer with what its checks found; null where there was nothing of the kind to check. */
export type Checked = {
  text: string;
  finish: 'complete' | 'length' | 'refused' | 'calls';
  schema: { ok: boolean; at: string } | null;
  tests: { failed: number; of: number } | null;
  citations: { wanted: number; found: number } | null;
};

/** All checks an answer fails; an empty or refused one is not looked at further. */
export function failedChecks({ text, finish, schema, tests, citations }: Checked): CheckFailure[] {
  if (finish === 'refused') return [{ kind: 'refused' }];
  // An answer that only calls its tools has no text and goes on.
  if (finish === 'calls') return [];
  if (text.trim() === '') return [{ kind: 'empty' }];
  return [
    ...(schema?.ok === false ? [{ kind: 'schema' as const, at: schema.at }] : []),
    ...(tests !== null && tests.failed > 0 ? [{ kind: 'tests-failed' as const, ...tests }] : []),
    ...(citations !== null && citations.found < citations.wanted
      ? [{ kind: 'citations-missing' as const, ...citations }]
      : []),
  ];
}

export type Escalation =
  | { kind: 'ask'; model: ModelName; because: readonly CheckFailure[] }
  | { kind: 'keep'; why: 'nothing-failed' | 'once-only' | 'chosen-by-somebody' | 'refused' | 'nobody-better' };

/**
 * Who answers instead after failed checks: once, the best of the next higher tier that can be asked. A model that
 * somebody named keeps its answer, and what one model refused another is only asked where `afterRefusal` says so.
 */
export function escalate(
  decision: Decision,
  failed: readonly CheckFailure[],
  { before, afterRefusal }: { before: boolean; afterRefusal: boolean },
): Escalation {
  if (failed.length === 0) return { kind: 'keep', why: 'nothing-failed' };
  if (before) return { kind: 'keep', why: 'once-only' };
  const { outcome, candidates, order } = decision;
  if (outcome.kind !== 'ask') return { kind: 'keep', why: 'nobody-better' };
  if (outcome.because.kind === 'choice' || decision.wanted.by !== 'difficulty') {
    return { kind: 'keep', why: 'chosen-by-somebody' };
  }
  if (!afterRefusal && failed.some(({ kind }) => kind === 'refused')) return { kind: 'keep', why: 'refused' };
  const rank = rankOf(candidates.find(({ name }) => name === outcome.model)?.tier ?? null);
  const placeOf = (name: ModelName) => (order.includes(name) ? order.indexOf(name) : order.length);
  const [better] = candidates
    .filter(({ verdict, tier }) => (verdict.kind === 'next' || verdict.kind === 'passed-over') && rankOf(tier) > rank)
    .sort((a, b) => rankOf(a.tier) - rankOf(b.tier) || placeOf(a.name) - placeOf(b.name));
  return better === undefined
    ? { kind: 'keep', why: 'nobody-better' }
    : { kind: 'ask', model: better.name, because: failed };
}

/** What nobody described is taken for the lowest. */
function rankOf(tier: Tier | null): number {
  return tier === null ? RANK.edge : RANK[tier];
}
