import type { BecauseCode } from '../../../shared/because.ts';
import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Decision } from './decision.ts';

const OF_TIER: Record<Tier, BecauseCode> = { edge: 'easy', cloud: 'medium', premium: 'hard' };

const LEARNED: Record<'better' | 'cheaper', BecauseCode> = { better: 'learned-better', cheaper: 'learned-cheaper' };

/** Why the model that is asked first is, as the receipt has it. */
export function becauseOf({ outcome, wanted }: Decision): string {
  if (outcome.kind !== 'ask') return 'only' satisfies BecauseCode;
  switch (outcome.because.kind) {
    case 'choice':
      return 'set' satisfies BecauseCode;
    case 'tier':
      if (wanted.by !== 'difficulty') return 'set' satisfies BecauseCode;
      if (wanted.learned !== undefined) return LEARNED[wanted.learned];
      return OF_TIER[outcome.because.wanted];
    case 'nearest-tier':
      return 'nearest' satisfies BecauseCode;
    case 'cached-prompt':
      return 'conversation' satisfies BecauseCode;
  }
}

/** Of those that are asked where the first does not answer. */
export function insteadOf(first: ModelName): string {
  return `${'instead' satisfies BecauseCode} ${first}`;
}
