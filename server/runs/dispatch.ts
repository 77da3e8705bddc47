import type { Logger } from 'pino';
import type { Engine, RunOrder, RunPorts, StepResult } from '../../agents/engines/engine.ts';
import type { AnswerFailure } from '../../shared/message.ts';
import type { TracedEnd, TraceSpan } from '../../agents/run/tracer.ts';
import type { RunTraces } from '../telemetry/traces.ts';
import { readRunContext, type RunContext } from '../store/runContext.ts';
import { releaseHolds, type FreshRun, type Taken, takeRun } from '../store/runs.ts';
import { type StoredStep, stepsAtFirst, stepsOfRun } from '../store/steps.ts';
import type { Hands } from './hands.ts';
import type { Keeper } from './keeper.ts';
import { type AgentName, CONTEXT_MESSAGES, orderOf, stepOrderOf } from './order.ts';
import { persist } from './persist.ts';
import { recordRunEnd } from './record.ts';
import { LostHold, RunInHand } from './runInHand.ts';
import { createSink, type SinkParts, takeUp } from './sink.ts';

/** After so many attempts that ended with their process, a run is given up. */
const MOST_ATTEMPTS = 5;

export type DispatchParts = SinkParts & {
  owner: string;
  hands: Hands;
  keeper: Keeper;
  agentName: AgentName;
  traces: RunTraces;
  /** A run has ended here, or was left to others. */
  ended?: (run: Pick<RunInHand, 'chatId' | 'askedBy'>) => void;
  logger: Pick<Logger, 'info' | 'error'>;
};

/** What a run begins with. */
type Begin = [context: RunContext | undefined, steps: StoredStep[]];

/**
 * Takes a run, lets the engine execute it and ends it. Nothing happens where it is over or in other hands; never
 * rejects: what could not be done is logged, and found again by the sweeper when the hold has run out. What a `fresh` one
 * begins with is read while it is taken, and read again where somebody had it before or something was said meanwhile.
 */
export async function dispatch(runId: string, engine: Engine, parts: DispatchParts, fresh?: FreshRun): Promise<void> {
  const { pool, owner, hands, logger } = parts;
  if (hands.has(runId)) return;
  let run: RunInHand | undefined;
  try {
    const { heard } = hands;
    const taking = takeRun(pool, runId, owner);
    const early = fresh === undefined ? null : readFresh(fresh, pool).catch(() => null);
    const taken = await taking;
    if (taken === undefined) return;
    run = new RunInHand({ runId, owner, epoch: taken.epoch }, taken);
    hands.take(run);
    const holds = taken.epoch === 1 && hands.heard === heard;
    await work(taken, run, { ...parts, engine, begin: holds ? early : null });
  } catch (error) {
    if (error instanceof LostHold) logger.info({ runId }, 'a run is left to its new owner');
    else logger.error({ err: error, runId }, 'a run could not be worked on');
  } finally {
    if (run !== undefined) {
      for (const { step } of run.steps) {
        parts.texts.live.end(step.messageId);
        parts.texts.thoughts.end(step.messageId);
      }
      hands.letGo(run);
      if (!run.lost) parts.ended?.(run);
    }
  }
}

async function readFresh(run: FreshRun, pool: DispatchParts['pool']): Promise<Begin> {
  return [await readRunContext(pool, { ...run, most: CONTEXT_MESSAGES }), stepsAtFirst(run.answers)];
}

function readBegin(run: Taken, pool: DispatchParts['pool']): Promise<Begin> {
  return Promise.all([readRunContext(pool, { ...run, most: CONTEXT_MESSAGES }), stepsOfRun(pool, run.id)]);
}

async function work(
  taken: Taken,
  run: RunInHand,
  parts: DispatchParts & { engine: Engine; begin: Promise<Begin | null> | null },
): Promise<void> {
  const { id: runId, chatId, askedBy: userId, epoch: attempt } = taken;
  const span = parts.traces.run({ runId, chatId, userId, engine: parts.engine.id, attempt });
  const sink = createSink(run, { ...parts, trace: span });
  const givenUp = taken.attempts > MOST_ATTEMPTS;
  // What can not be read must not keep it from being given up.
  const [context, steps] = givenUp
    ? [undefined, await stepsOfRun(parts.pool, taken.id)]
    : ((await parts.begin) ?? (await readBegin(taken, parts.pool)));
  for (const step of steps) {
    if (step.result === null) takeUp(run, { order: stepOrderOf(step), epoch: step.epoch }, parts.texts);
    if (step.stopAsked) run.stopStep(step.id);
  }
  if (taken.stopAsked) run.stop();
  if (givenUp) return giveUp('interrupted', steps, { run, sink, span, parts });
  // The request was deleted.
  if (context === undefined) return giveUp(null, steps, { run, sink, span, parts });
  return execute(orderOf(taken, { context, steps }, parts.agentName), steps, { run, sink, span, parts });
}

type Working = { run: RunInHand; sink: RunPorts; span: TraceSpan; parts: DispatchParts & { engine: Engine } };

async function execute(order: RunOrder, steps: readonly StoredStep[], working: Working): Promise<void> {
  const { run, sink, span, parts } = working;
  run.asksOthers = order.chat.localOnly !== true;
  let outcome: Awaited<ReturnType<Engine['execute']>>;
  try {
    outcome = await parts.engine.execute(order, sink);
  } catch (error) {
    if (error instanceof LostHold || run.lost) throw error;
    parts.logger.error({ err: error, runId: order.runId, engine: parts.engine.id }, 'an engine failed');
    return giveUp('internal', steps, working);
  }
  if (run.lost) throw new LostHold(order.runId);
  if (outcome === 'handed-over') {
    await parts.keeper.checkpoint([run]);
    await releaseHolds(parts.pool, parts.owner, [run.hold]);
    return;
  }
  await persist(run, () => recordRunEnd(parts.changeChat, run, outcome));
  span.end(tracedEnd(outcome));
}

/** Ends every step that has not ended, and the run; with no failure they are stopped. */
async function giveUp(failure: AnswerFailure | null, steps: readonly StoredStep[], working: Working): Promise<void> {
  const { run, sink, span, parts } = working;
  for (const { step } of run.steps)
    await sink.finish(step, failed(parts.texts.live.textOf(step.messageId) ?? '', failure));
  const wasComplete = steps.some((step) => step.result?.kind === 'complete');
  const otherwise = failure === null ? 'stopped' : 'failed';
  const status = wasComplete ? 'done' : otherwise;
  await recordRunEnd(parts.changeChat, run, status);
  span.end(failure === null ? tracedEnd(status) : { error: failure });
}

function tracedEnd(status: 'done' | 'failed' | 'stopped'): TracedEnd {
  return { ...(status === 'failed' && { error: 'failed' }), ...(status === 'stopped' && { stopped: true }) };
}

function failed(text: string, failure: AnswerFailure | null): StepResult {
  if (failure === null) return { kind: 'stopped', text, facts: null };
  return text === '' ? { kind: 'failed', text, failure } : { kind: 'cut', text, facts: null, failure };
}
