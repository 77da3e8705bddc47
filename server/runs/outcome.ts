import type { StepResult } from '../../agents/engines/engine.ts';
import type { AnswerFacts } from '../../shared/message.ts';
import type { RunStatus } from '../../shared/run.ts';
import type { StepKind } from '../store/steps.ts';

type ResultKind = StepResult['kind'];
type Ending = { kind: StepKind; result: ResultKind | null; agentId: string; handsTo: string | null };

/**
 * How a run stands once a step of it is recorded; undefined while it goes on, as where its request was handed to somebody
 * who has no step yet. With one answer, or with the combined one,
 * the last result is the run's end; after several answers the engine may still want a combined one.
 */
export function statusAfter(steps: readonly Ending[]): RunStatus | undefined {
  if (steps.some((step) => step.result === null)) return undefined;
  const isThere = (agentId: string) => steps.some((step) => step.agentId === agentId);
  if (steps.some(({ handsTo }) => handsTo !== null && !isThere(handsTo))) return undefined;
  const answers = steps.filter((step) => step.kind === 'answer');
  const hasCombined = answers.length < steps.length;
  return answers.length === 1 || hasCombined ? statusOf(answers.map((step) => step.result)) : undefined;
}

/** One whole answer, or nobody to answer, makes a run done. */
export function statusOf(results: readonly (ResultKind | null)[]): RunStatus {
  if (results.length === 0 || results.includes('complete')) return 'done';
  return results.includes('stopped') ? 'stopped' : 'failed';
}

/** What counts of a result for its run; the cost is null where its price is not known, and 0 where nothing was spent. */
export function endingOf(result: StepResult): {
  result: ResultKind;
  costMicros: number | null;
  handsTo: string | null;
} {
  const facts = factsOf(result);
  const handOver = result.kind === 'complete' ? result.handOver : undefined;
  const handsTo = handOver === undefined || handOver.held === true ? null : handOver.to;
  return { result: result.kind, costMicros: facts === null ? 0 : facts.costMicros, handsTo };
}

/** What a result says of how it was made; null where it says nothing. */
export function factsOf(result: StepResult): AnswerFacts | null {
  return ('facts' in result ? result.facts : null) ?? null;
}

/** The result of a step for which nobody was asked any more, with what was used before; as it is where it says so itself. */
export function withRecorded(result: StepResult, facts: AnswerFacts | null): StepResult {
  if (facts === null || factsOf(result) !== null) return result;
  if (result.kind !== 'failed') return { ...result, facts };
  return facts.costMicros === 0 ? result : { ...result, facts };
}

/** As much as the column of a run holds. */
const MOST_MICROS = 2 ** 31 - 1;

/** What steps cost together, as far as it can be kept; null where the price of one is not known. */
export function sumOf(steps: readonly { costMicros: number | null }[]): number | null {
  let sum = 0;
  for (const { costMicros } of steps) {
    if (costMicros === null) return null;
    sum += costMicros;
  }
  return Math.min(MOST_MICROS, Math.max(0, Math.round(sum)));
}
