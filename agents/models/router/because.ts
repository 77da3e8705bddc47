import type { BecauseCode } from '../../../shared/because.ts';
import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Barrier, Decision } from './decision.ts';

const OF_TIER: Record<Tier, BecauseCode> = { edge: 'easy', cloud: 'medium', premium: 'hard' };

const OF_CHOICE: Record<'person' | 'agent', BecauseCode> = { person: 'chosen', agent: 'set' };

const LEARNED: Record<'better' | 'cheaper', BecauseCode> = { better: 'learned-better', cheaper: 'learned-cheaper' };

/** Why the model that is asked first is, as the receipt has it. */
export function becauseOf({ outcome, wanted, unmet, candidates }: Decision): string {
  if (outcome.kind !== 'ask') return 'only' satisfies BecauseCode;
  if (unmet !== null) return `${'unmet' satisfies BecauseCode} ${unmet}`;
  switch (outcome.because.kind) {
    case 'choice':
      return OF_CHOICE[outcome.because.by];
    case 'tier':
      if (wanted.by !== 'difficulty') return OF_CHOICE[wanted.by];
      if (wanted.learned !== undefined) return LEARNED[wanted.learned];
      return OF_TIER[outcome.because.wanted];
    case 'nearest-tier':
      return nearestOf(outcome.because.wanted, candidates);
    case 'cached-prompt':
      return 'conversation' satisfies BecauseCode;
  }
}

const BARRED: Partial<Record<Barrier['kind'], BecauseCode>> = {
  context: 'nearest-context',
  capability: 'nearest-capability',
  privacy: 'nearest-local',
  breaker: 'nearest-resting',
};

/** Why nobody of the tier that was wanted could be asked, where that is the same for all of it. */
function nearestOf(wanted: Tier, candidates: Decision['candidates']): BecauseCode {
  const kinds = candidates
    .filter(({ tier }) => tier === wanted)
    .map(({ verdict }) => (verdict.kind === 'barred' ? verdict.barrier.kind : undefined));
  const [kind, ...others] = new Set(kinds);
  return (kind !== undefined && others.length === 0 ? BARRED[kind] : undefined) ?? 'nearest';
}

/** Of those that are asked where the first does not answer. */
export function insteadOf(first: ModelName): string {
  return `${'instead' satisfies BecauseCode} ${first}`;
}
