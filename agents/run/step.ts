import { HANDOVER, type RunPorts, type StepOrder, type StepResult } from '../engines/engine.ts';
import type { Candidate } from '../models/candidates.ts';
import { answer, type ChainPorts, type Prompt } from '../models/chain.ts';

export type StepWork = {
  step: StepOrder;
  candidates: readonly Candidate[];
  prompt(candidate: Candidate): Prompt;
  maxOutputTokens: number;
};

/**
 * Does one agent's step and ends it through `ports.finish`, exactly once; null when the process hands it over, in which
 * case it is not ended. Throws only what `ports.finish` throws.
 */
export async function runStep(work: StepWork, ports: RunPorts, chain: ChainPorts): Promise<StepResult | null> {
  const { step } = work;
  const signal = ports.signal(step);
  const result = await resultOf(work, ports, chain);
  if (result.kind === 'stopped' && signal.reason === HANDOVER) return null;
  await ports.finish(step, result);
  ports.state(step, 'done');
  return result;
}

async function resultOf(work: StepWork, ports: RunPorts, chain: ChainPorts): Promise<StepResult> {
  const { step } = work;
  const signal = ports.signal(step);
  let text = step.soFar;
  if (signal.aborted) return { kind: 'stopped', text, facts: null };
  ports.state(step, 'reading');
  try {
    return await answer(
      {
        candidates: work.candidates,
        prompt: work.prompt,
        soFar: step.soFar,
        maxOutputTokens: work.maxOutputTokens,
        signal,
        onText(piece) {
          if (text === step.soFar) ports.state(step, 'writing');
          text += piece;
          ports.write(step, piece);
        },
      },
      chain,
    );
  } catch (error) {
    chain.log.error({ err: error, stepId: step.stepId, agentId: step.agentId }, 'a step failed');
    return text === ''
      ? { kind: 'failed', text, failure: 'internal' }
      : { kind: 'cut', text, facts: null, failure: 'internal' };
  }
}
