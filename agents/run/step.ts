import { HANDOVER, type RunPorts, type StepOrder, type StepResult } from '../engines/engine.ts';
import type { Candidate } from '../models/candidate.ts';
import type { ChainPorts, Prompt } from '../models/chain.ts';
import type { Tool, ToolContext } from '../tools/tool.ts';
import type { Ground } from './confirming/ground.ts';
import type { Asides } from './loop/asides.ts';
import type { Escalation } from './loop/escalation.ts';
import { runLoop } from './loop/loop.ts';
import { gatherThoughts } from './thoughts.ts';
import { showStep } from './showStep.ts';
import { type Traced, type TracedEnd, UNTRACED } from './tracer.ts';

export type StepWork = Pick<ToolContext, 'timeZone' | 'language'> & {
  step: StepOrder;
  /** What is told of it beside what the order says. */
  traced: Pick<Extract<Traced, { kind: 'step' }>, 'agentName' | 'features'>;
  candidates: readonly Candidate[];
  prompt(candidate: Candidate): Prompt;
  maxOutputTokens: number;
  tools: readonly Tool[];
  /** Whom it may hand the request to, and whether that waits for a person. */
  mayHandTo: Pick<Asides, 'colleagues' | 'held'>;
  /** It may end by asking the person who asked. */
  mayAsk: boolean;
  /** How much people may see of what it says before they have confirmed something; all without. */
  ground?: Ground;
  /** It was told to by another agent. */
  tainted: boolean;
  /** What people wrote. */
  named: readonly string[];
  /** A person waits for it, and so it may wait in line. */
  patient: boolean;
  /** The same for all requests of one conversation. */
  cacheKey: string;
  /** How a cheap answer is checked; it stands as it is without. */
  escalation?: Omit<Escalation, 'onAnew'>;
  /** Whether most of a limit is spent that holds for it; asked for at the end. */
  nearLimit?: () => Promise<boolean>;
};

/**
 * Does one agent's step and ends it through `ports.finish`, exactly once; null when the process hands it over, in which
 * case it is not ended. Throws only what `ports.finish` throws.
 */
export async function runStep(work: StepWork, ports: RunPorts, chain: ChainPorts): Promise<StepResult | null> {
  const { step } = work;
  const signal = ports.signal(step);
  const { stepId, agentId, soFar } = step;
  const about = { ...work.traced, stepId, agentId, goesOn: soFar !== '' };
  const span = (ports.trace ?? UNTRACED).begin({ kind: 'step', ...about });
  const ended = await resultOf(work, ports, { ...chain, trace: span });
  const result = await withLimit(ended, work, chain);
  if (result.kind === 'stopped' && signal.reason === HANDOVER) return null;
  await ports.finish(step, result);
  span.end(tracedEnd(result));
  ports.state(step, 'done');
  return result;
}

/** The result, saying so on its receipt where most of a limit is spent by now. */
async function withLimit(result: StepResult, { nearLimit }: StepWork, { log }: ChainPorts): Promise<StepResult> {
  if (nearLimit === undefined || result.kind === 'failed' || result.facts === null) return result;
  try {
    if (!(await nearLimit())) return result;
  } catch (error) {
    log.error({ err: error }, 'what budgets leave could not be read');
    return result;
  }
  const facts = { ...result.facts, nearLimit: true as const };
  return result.kind === 'complete' ? { ...result, facts } : { ...result, facts };
}

function tracedEnd(result: StepResult): TracedEnd {
  const facts = ('facts' in result ? result.facts : null) ?? null;
  const { inputTokens = 0, outputTokens = 0, costMicros = null, firstTokenMs = null } = facts ?? {};
  return {
    ...('failure' in result && { error: result.failure }),
    ...(result.kind === 'stopped' && { stopped: true }),
    ...(facts !== null && { usage: { inputTokens, outputTokens }, costMicros, model: facts.model }),
    ...(firstTokenMs !== null && { firstMs: firstTokenMs }),
  };
}

async function resultOf(work: StepWork, ports: RunPorts, chain: ChainPorts): Promise<StepResult> {
  const { step, traced: _, cacheKey, mayHandTo, mayAsk, patient, escalation, nearLimit: _later, ...rest } = work;
  const signal = ports.signal(step);
  let text = step.soFar;
  if (signal.aborted) return { kind: 'stopped', text, facts: null };
  const shown = showStep((state, tool) => ports.state(step, state, tool), chain.clock);
  shown.reading();
  const thinking = gatherThoughts(chain.clock);
  ports.thinks?.(step, thinking.soFar);
  try {
    const { result, sources, ending, posts, tainted } = await runLoop(
      {
        ...rest,
        stepId: step.stepId,
        soFar: step.soFar,
        first: step.first,
        spent: step.spent,
        signal,
        onThought(piece) {
          if (thinking.add(piece)) shown.thinking();
        },
        onText(piece) {
          thinking.pause();
          shown.writing();
          text += piece;
          ports.write(step, piece);
        },
        asides: { ...mayHandTo, person: mayAsk },
        ...(patient && {
          onWait: ({ provider }: Candidate, waitMs: number) => shown.inLine(provider.id, waitMs),
        }),
        ...(escalation !== undefined && {
          escalation: {
            ...escalation,
            onAnew(candidate: Candidate) {
              text = '';
              shown.anew(candidate.model);
            },
          },
        }),
        settings: { cacheKey },
      },
      chain,
      { ...ports.records(step), callState: shown.call },
    );
    if (result.kind === 'failed') return result;
    const thoughts = thinking.all();
    const cited = {
      ...result,
      ...(sources.length > 0 && { sources }),
      ...(thoughts !== undefined && { thoughts }),
      ...(tainted && { tainted }),
    };
    if (cited.kind !== 'complete') return cited;
    if (posts) return { ...cited, posts };
    if (ending?.kind === 'ask') return { ...cited, question: { choices: ending.choices } };
    if (ending?.kind !== 'hand-off') return cited;
    const handOver = { to: ending.to, task: ending.task };
    return { ...cited, handOver: mayHandTo.held === true ? { ...handOver, held: true } : handOver };
  } catch (error) {
    chain.log.error({ err: error, stepId: step.stepId, agentId: step.agentId }, 'a step failed');
    return text === ''
      ? { kind: 'failed', text, failure: 'internal' }
      : { kind: 'cut', text, facts: null, failure: 'internal', tainted: true };
  }
}
