import { z } from 'zod';
import type { StepOrder, StepResult } from '../../agents/engines/engine.ts';
import type { Choice } from '../../agents/queen/rules.ts';
import { takePoll } from '../../agents/run/pollBlock.ts';
import { QUEEN_ID } from '../../shared/contact.ts';
import { newId } from '../../shared/ids.ts';
import type { RunStatus } from '../../shared/run.ts';
import { newPoll } from '../../shared/vote.ts';
import type { ChangeAtOnce, ChangeChat } from '../chat/change.ts';
import { type Handed, heldRun, insertAnswers, readReroute, stepRowsOf, updateRun } from '../store/answerChanges.ts';
import { keepLateFacts, readEnding, type StepEnd, writeEnd } from '../store/answerEnd.ts';
import type { Writing, Written } from '../store/changes.ts';
import type { Database } from '../store/database.ts';
import { readRecordedFacts } from '../store/recordedFacts.ts';
import { runOf } from '../store/runViews.ts';
import { RecordedResult, stepsInChange } from '../store/steps.ts';
import { stepOrderOf } from './order.ts';
import { endingOf, factsOf, statusAfter, sumOf, withRecorded } from './outcome.ts';
import { LostHold, type RunInHand } from './runInHand.ts';

/** A step as it was made, and the epoch of its bubble. */
export type MadeStep = { order: StepOrder; epoch: number };

function madeOf(step: Awaited<ReturnType<typeof insertAnswers>>['steps'][number]): MadeStep {
  return { order: stepOrderOf({ ...step, result: null, first: null, spent: null, choice: null }), epoch: 0 };
}

/** Changes the chat in the name of a hold; throws LostHold where the run is in other hands. */
async function changeAsHolder(
  changeChat: ChangeChat,
  run: RunInHand,
  write: (writing: Writing, held: NonNullable<Awaited<ReturnType<typeof heldRun>>>) => Promise<Written | null>,
): Promise<void> {
  await changeChat(run.chatId, async (writing) => {
    const held = await heldRun(writing, run.hold);
    if (held === undefined) throw new LostHold(run.hold.runId);
    return write(writing, held);
  });
}

/** The queen's choice becomes bubbles and steps; a choice made before stays. */
export async function recordChoice(
  changeChat: ChangeChat,
  run: RunInHand,
  { agentIds, explanation, used }: Choice,
): Promise<MadeStep[]> {
  let made: MadeStep[] = [];
  await changeAsHolder(changeChat, run, async (writing, held) => {
    if (!held.undecided) {
      made = await existing(writing, run);
      return null;
    }
    const { runId } = run.hold;
    const { messages, steps } = await insertAnswers(writing, { run: held, agentIds, kind: 'answer', position: 0 });
    made = steps.map(madeOf);
    const status = agentIds.length === 0 ? 'done' : 'running';
    const row = await updateRun(writing, runId, {
      ...{ status, explanation, undecided: false },
      ...(used !== undefined && { choosing: used }),
    });
    return { messages, runs: [runOf(row, steps)] };
  });
  return made;
}

/** Makes the bubble of the combined answer, once. */
export async function recordConsolidation(changeChat: ChangeChat, run: RunInHand): Promise<MadeStep> {
  let made: MadeStep | undefined;
  await changeAsHolder(changeChat, run, async (writing, held) => {
    const before = await stepRowsOf(writing, run.hold.runId);
    if (before.some((step) => step.kind === 'consolidation')) {
      made = (await existing(writing, run)).find(({ order }) => order.agentId === QUEEN_ID);
      return null;
    }
    const { messages, steps } = await insertAnswers(writing, {
      run: held,
      agentIds: [QUEEN_ID],
      kind: 'consolidation',
      position: before.length,
    });
    made = steps.map(madeOf)[0];
    const row = await updateRun(writing, run.hold.runId, {});
    return { messages, runs: [runOf(row, [...before, ...steps])] };
  });
  if (made === undefined) throw new Error('the combined answer was not made');
  return made;
}

/** Makes the bubble and the step of whom the request was handed to, once; null where they are not in the chat any more. */
export async function recordHandOver(
  changeChat: ChangeChat,
  run: RunInHand,
  agentId: string,
): Promise<MadeStep | null> {
  let made: MadeStep | null = null;
  await changeAsHolder(changeChat, run, async (writing, held) => {
    const before = await stepRowsOf(writing, run.hold.runId);
    if (before.some((step) => step.agentId === agentId)) {
      made = (await existing(writing, run)).find(({ order }) => order.agentId === agentId) ?? null;
      return null;
    }
    const { agentIds } = await readReroute(writing, { requestId: held.requestId, agentIds: [agentId] });
    if (agentIds.length === 0) return null;
    const answers = { run: held, agentIds, kind: 'answer' as const, position: before.length };
    const handed = handedIn(before, agentId);
    const { messages, steps } = await insertAnswers(writing, { ...answers, ...(handed !== null && { handed }) });
    made = steps.map(madeOf)[0] ?? null;
    const row = await updateRun(writing, run.hold.runId, {});
    return { messages, runs: [runOf(row, [...before, ...steps])] };
  });
  return made;
}

/** Who of these handed the request to an agent. */
function handedIn(steps: Awaited<ReturnType<typeof stepRowsOf>>, agentId: string): Handed | null {
  for (const { agentId: handedBy, result } of steps) {
    const ended = RecordedResult.safeParse(result).data;
    const handOver = ended?.kind === 'complete' ? ended.handOver : undefined;
    if (handOver?.to === agentId && handOver.held !== true) return { handedBy, task: handOver.task };
  }
  return null;
}

/** What the queen's choice has cost. */
const Choosing = z.object({ costMicros: z.nullable(z.number()) });

function costOf({ choosing }: { choosing: unknown }, steps: Parameters<typeof sumOf>[0]): number | null {
  const chosen = Choosing.safeParse(choosing).data;
  return sumOf(chosen === undefined ? steps : [...steps, chosen]);
}

type EndParts = { pool: Database['pool']; changeAtOnce: ChangeAtOnce };

/** Records how a step ended, with the bubble's last text, and with the run's end where it is the last. */
export function recordEnd(
  { pool, changeAtOnce }: EndParts,
  { hold, chatId }: RunInHand,
  { stepId, result: ended }: { stepId: string; result: StepResult },
): Promise<void> {
  return changeAtOnce(chatId, async () => {
    const recorded = factsOf(ended) === null ? await readRecordedFacts(pool, stepId) : null;
    const result = withRecorded(ended, recorded);
    // Only who holds the run writes its results, so that they stand still between reading and writing.
    const ending = await readEnding(pool, hold);
    if (ending === undefined) throw new LostHold(hold.runId);
    const endings = ending.steps.map((step) => (step.id === stepId ? { ...step, ...endingOf(result) } : step));
    const run = { costMicros: costOf(ending.run, endings), status: statusAfter(endings) };
    const outcome = await writeEnd(pool, { hold, chatId, stepId, run, ...withPoll(result) }, ending);
    if (outcome.kind === 'lost') throw new LostHold(hold.runId);
    if (outcome.kind === 'recorded') return outcome.change;
    const facts = factsOf(ended);
    if (facts !== null) await keepLateFacts(pool, { hold, stepId, facts });
    return null;
  });
}

/** A whole answer whose poll may be posted says the rest; one that says nothing else is the poll itself. */
function withPoll(result: StepResult): Pick<StepEnd, 'result' | 'poll'> {
  const posted = result.kind === 'complete' && result.posts === true ? takePoll(result.text) : null;
  if (posted === null) return { result, poll: null };
  const { question, rest } = posted;
  const poll = newPoll(posted.poll);
  if (rest === '') return { result: { ...result, text: question }, poll: { poll, ownMessage: null } };
  const ownMessage = { id: newId(), question, createdAt: new Date() };
  return { result: { ...result, text: rest }, poll: { poll, ownMessage } };
}

/** Ends a run whose steps have all ended; nothing where it is over already. */
export async function recordRunEnd(changeChat: ChangeChat, run: RunInHand, status: RunStatus): Promise<void> {
  await changeChat(run.chatId, async (writing) => {
    const held = await heldRun(writing, run.hold);
    if (held === undefined) return null;
    const steps = await stepRowsOf(writing, run.hold.runId);
    // An answer that was deleted while it was written has ended without its run.
    const costMicros = costOf(held, steps.map(paidOf));
    const row = await updateRun(writing, run.hold.runId, { status, ...(steps.length > 0 && { costMicros }) });
    return { runs: [runOf(row, steps)] };
  });
}

const Paid = z.object({ facts: z.nullish(z.object({ costMicros: z.nullable(z.number()) })) });

function paidOf({ result }: { result: unknown }): { costMicros: number | null } {
  return Paid.safeParse(result).data?.facts ?? { costMicros: 0 };
}

/** What was made by an attempt whose end this process did not hear of. */
async function existing(writing: Writing, run: RunInHand): Promise<MadeStep[]> {
  const steps = await stepsInChange(writing, run.hold.runId);
  return steps.map((step) => ({ order: stepOrderOf(step), epoch: step.epoch }));
}
