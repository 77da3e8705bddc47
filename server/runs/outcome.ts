import type { StepResult } from '../../agents/engines/engine.ts';
import type { RunStatus } from '../../shared/run.ts';
import type { StepKind } from '../store/steps.ts';

type Ending = { kind: StepKind; result: StepResult | null };

/**
 * How a run stands once a step of it is recorded; undefined while it goes on. With one answer, or with the combined one,
 * the last result is the run's end; after several answers the engine may still want a combined one.
 */
export function statusAfter(steps: readonly Ending[]): RunStatus | undefined {
  if (steps.some((step) => step.result === null)) return undefined;
  const answers = steps.filter((step) => step.kind === 'answer');
  const hasCombined = answers.length < steps.length;
  return answers.length === 1 || hasCombined ? statusOf(answers.map((step) => step.result)) : undefined;
}

/** One whole answer, or nobody to answer, makes a run done. */
export function statusOf(results: readonly (StepResult | null)[]): RunStatus {
  const kinds = results.map((result) => result?.kind);
  if (kinds.length === 0 || kinds.includes('complete')) return 'done';
  return kinds.includes('stopped') ? 'stopped' : 'failed';
}

/** What results cost together; null where the price of one is not known. */
export function costOf(results: readonly StepResult[]): number | null {
  let sum = 0;
  for (const result of results) {
    if (!('facts' in result) || result.facts === null) continue;
    if (result.facts.costMicros === null) return null;
    sum += result.facts.costMicros;
  }
  return sum;
}
