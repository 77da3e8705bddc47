import { HANDOVER, type RunOutcome, type StepResult } from '../engine.ts';

/** A whole answer, and neither a request handed on nor a question. */
export function isAnswer(result: StepResult | null): result is Extract<StepResult, { kind: 'complete' }> {
  return result?.kind === 'complete' && !result.handOver && !result.question;
}

/** Why a run is not to go on here; null while it is. */
export function interruption(signal: AbortSignal): 'handed-over' | 'stopped' | null {
  if (!signal.aborted) return null;
  return signal.reason === HANDOVER ? 'handed-over' : 'stopped';
}

export function outcomeOf(results: readonly (StepResult | null)[]): RunOutcome {
  const kinds = results.map((result) => result?.kind);
  if (kinds.length === 0 || kinds.includes('complete')) return 'done';
  return kinds.includes('stopped') ? 'stopped' : 'failed';
}
