import { z } from 'zod';
import type { StepOrder } from '../../agents/engines/engine.ts';
import type { RecordedCall, RecordedTurn, StepRecords } from '../../agents/run/loop/ports.ts';
import type { KeptFiles, ToolFile, ToolResult } from '../../agents/tools/tool.ts';
import { priced, UNTOLD } from '../../agents/models/budget/spent.ts';
import { AnswerShare } from '../../shared/message.ts';
import { Attachment, ATTACHMENTS } from '../../shared/attachment.ts';
import { CodeFinding, type ToolApproval, ToolFailure, ToolWarning } from '../../shared/toolCard.ts';
import type { ChangeAtOnce } from '../chat/change.ts';
import { beginAnew } from '../store/answerAnew.ts';
import { keepCall, keepTurn, readCall, readQuestion, readTurn } from '../store/calls.ts';
import type { Database } from '../store/database.ts';
import { keepSpent } from '../store/spent.ts';
import { readSteers, type StoredSteer, takeSteers } from '../store/steers.ts';
import type { Allow } from './approvals.ts';
import { cardOf } from './card.ts';
import type { Live } from './live.ts';
import { SOMEBODY } from './order.ts';
import { persist } from './persist.ts';
import type { Questions } from './questions.ts';
import { LostHold, type RunInHand } from './runInHand.ts';

const StoredTurn: z.ZodType<RecordedTurn> = z.object({
  text: z.string(),
  heldBack: z.optional(z.boolean()),
  calls: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      input: z.unknown(),
      text: z.string(),
      withheld: z.optional(z.boolean()),
    }),
  ),
  kept: z.nullable(z.object({ provider: z.string(), model: z.string(), content: z.unknown() })),
  by: z.object({ provider: z.string(), model: z.string() }),
  spent: z.object({ inputTokens: z.number(), outputTokens: z.number(), costMicros: z.nullable(z.number()) }),
  shares: z.optional(z.array(AnswerShare)),
  sources: z.optional(z.array(z.object({ url: z.string(), title: z.string() }))),
});

/** What it cost was kept as one sum before it was told who used what. */
const Used = { shares: z.optional(z.array(AnswerShare)), costMicros: z.optional(z.nullable(z.number())) };

const KeptResult = z.discriminatedUnion('kind', [
  z.object({
    ...Used,
    kind: z.literal('done'),
    text: z.string(),
    fromOutside: z.boolean(),
    diff: z.optional(z.string()),
    attachments: z.optional(z.array(Attachment)),
    sources: z.optional(z.array(z.object({ url: z.string(), title: z.string(), quote: z.string() }))),
    warning: z.optional(ToolWarning),
    findings: z.optional(z.array(CodeFinding)),
  }),
  z.object({
    ...Used,
    kind: z.literal('failed'),
    failure: ToolFailure,
    text: z.string(),
    fromOutside: z.optional(z.boolean()),
    warning: z.optional(ToolWarning),
    findings: z.optional(z.array(CodeFinding)),
  }),
]);

const StoredResult: z.ZodType<ToolResult> = KeptResult.transform(({ costMicros, ...result }): ToolResult => {
  if (result.shares !== undefined || costMicros === undefined) return result;
  return { ...result, shares: priced(UNTOLD, costMicros) };
});

export type RecordParts = {
  pool: Database['pool'];
  changeAtOnce: ChangeAtOnce;
  live: Pick<Live, 'begin'>;
  allow: Allow;
  askPerson: Questions['ask'];
  /** Keeps files that tools made, as their person's. */
  keepFiles(ownerId: string, files: readonly ToolFile[]): Promise<KeptFiles>;
  now?: () => number;
};

/** What is kept of the turns and calls of one step, all in the name of the hold; throws LostHold once it is lost. */
export function createRecords(
  run: RunInHand,
  { stepId, messageId, agentId, steered = false }: StepOrder,
  parts: RecordParts,
): StepRecords {
  const { pool, changeAtOnce, now = Date.now } = parts;
  const { hold, chatId } = run;
  /** What was said of a call when it began or was asked for, so that its card keeps it. */
  const begun = new Map<string, { startedAt: number; approval: ToolApproval | null }>();

  /** Nobody had it before: what is not kept by this step now was kept by none. */
  const isFirst = hold.epoch === 1;

  /** Files that the step has made. */
  let made = 0;

  function stillOurs(): void {
    if (run.lost) throw new LostHold(hold.runId);
  }

  async function keep(call: RecordedCall): Promise<void> {
    const before = begun.get(call.key) ?? { startedAt: now(), approval: null };
    begun.set(call.key, before);
    const result = call.state === 'ended' ? call.result : null;
    const write = {
      ...{ hold, chatId, stepId, state: call.state, input: JSON.stringify(call.input) },
      result: result === null ? null : JSON.stringify({ ...result, files: undefined, chart: undefined }),
      card: cardOf(call, { ...before, now: now() }),
      attachments: result?.kind === 'done' ? (result.attachments ?? []) : [],
      chart: result?.kind === 'done' ? (result.chart ?? null) : null,
    };
    await changeAtOnce(chatId, async () => {
      const outcome = await keepCall(pool, write);
      if (outcome.kind === 'lost') throw new LostHold(hold.runId);
      if (outcome.kind === 'unwanted') run.stop();
      return outcome.kind === 'kept' ? outcome.change : null;
    });
  }

  async function take(fresh: readonly StoredSteer[], turn: string): Promise<void> {
    await changeAtOnce(chatId, async () => {
      const ids = fresh.map(({ id }) => id);
      const outcome = await takeSteers(pool, { hold, chatId, messageId, turn, ids });
      if (outcome.kind === 'lost') throw new LostHold(hold.runId);
      return outcome.change;
    });
  }

  return {
    async recordedTurn(key) {
      stillOurs();
      if (isFirst) return null;
      const turn = await persist(run, () => readTurn(pool, key));
      return turn === undefined ? null : StoredTurn.parse(JSON.parse(turn));
    },
    async steered(key, open) {
      stillOurs();
      // What was added since it was taken into hand is read after its first turn.
      if (isFirst && !steered && key === `${stepId}/0`) return [];
      const all = await persist(run, () => readSteers(pool, messageId));
      const fresh = open ? all.filter(({ turn }) => turn?.startsWith(`${stepId}/`) !== true) : [];
      if (fresh.length > 0) await persist(run, () => take(fresh, key));
      return all
        .filter((one) => one.turn === key || fresh.includes(one))
        .map(({ name, text, userId }) => ({ by: name ?? SOMEBODY, text, own: userId === run.askedBy }));
    },
    async recordTurn(key, turn) {
      stillOurs();
      const outcome = await persist(run, () => keepTurn(pool, { hold, stepId, key, turn: JSON.stringify(turn) }));
      if (outcome === 'lost') throw new LostHold(hold.runId);
      // Nothing of it is done any more.
      if (outcome === 'over') run.stopStep(stepId);
    },
    async answerAnew(first, text) {
      stillOurs();
      const write = { hold, stepId, first: JSON.stringify(first), text };
      const epoch = await persist(run, () => beginAnew(pool, write));
      if (epoch === undefined) throw new LostHold(hold.runId);
      if (epoch === null) return;
      parts.live.begin({ chatId, messageId, epoch, text });
      const inHand = run.step(stepId);
      if (inHand !== undefined) inHand.saved = text.length;
    },
    async keepSpent(shares) {
      stillOurs();
      const write = { hold, stepId, spent: JSON.stringify(shares) };
      if (!(await persist(run, () => keepSpent(pool, write)))) throw new LostHold(hold.runId);
    },
    async recorded(key) {
      stillOurs();
      if (isFirst) return null;
      const stored = await persist(run, () => readCall(pool, key));
      if (stored === undefined) return null;
      begun.set(key, { startedAt: stored.startedAt.getTime(), approval: stored.approval });
      const called = { key, tool: stored.tool, input: JSON.parse(stored.input) as unknown };
      if (stored.state === 'asked') return { ...called, state: 'asked' };
      if (stored.state === 'begun' || stored.result === null) {
        const asked = await persist(run, () => readQuestion(pool, { chatId, messageId, key }));
        return { ...called, state: 'begun', ...(asked?.question !== undefined && { asking: true }) };
      }
      const result = StoredResult.parse(JSON.parse(stored.result));
      if (result.kind === 'done') made += result.attachments?.length ?? 0;
      return { ...called, state: 'ended', result };
    },
    async record(call) {
      stillOurs();
      const under = run.step(stepId)?.calls;
      if (call.state === 'begun') under?.add(call.key);
      await persist(run, () => keep(call));
      if (call.state === 'ended') under?.delete(call.key);
    },
    async allow(call, signal) {
      stillOurs();
      const before = begun.get(call.key);
      const wasAsked = (before?.approval ?? null) !== null;
      const { verdict, approval } = await parts.allow(call, { run, stepId, agentId, messageId, signal, wasAsked });
      const startedAt = before?.startedAt ?? now();
      begun.set(call.key, { startedAt, approval });
      return verdict;
    },
    ask(call, form, signal) {
      stillOurs();
      const before = begun.get(call.key) ?? { startedAt: now(), approval: null };
      return parts.askPerson(call, form, signal, { run, stepId, messageId, begun: before });
    },
    async keepFiles(files) {
      const few = files.slice(0, Math.max(0, ATTACHMENTS - made));
      made += few.length;
      const { attachments, lost } = await parts.keepFiles(run.askedBy, few);
      made -= few.length - attachments.length;
      const why = `an answer can have ${ATTACHMENTS} files.`;
      return { attachments, lost: [...lost, ...files.slice(few.length).map(({ name }) => ({ name, why }))] };
    },
  };
}
