import type { Pool } from 'pg';
import { z } from 'zod';
import type { StepResult } from '../../agents/engines/engine.ts';
import type { Writing } from './changes.ts';
import { AnswerFacts, AnswerFailure, AnswerShare, FirstAnswer } from '../../shared/message.ts';
import { ModelChoice } from '../../shared/modelChoice.ts';
import { Source } from '../../shared/toolCard.ts';
import { isFromOutside } from './fromOutside.ts';
import type { NewRun } from './send.ts';

const Facts = z.nullable(AnswerFacts);
const Sources = z.optional(z.array(Source));
const Thoughts = z.optional(z.object({ text: z.string(), ms: z.number() }));

const Tainted = z.optional(z.boolean());

/** What is recorded of a step that ended; parsed again when read. */
export const RecordedResult: z.ZodType<StepResult> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('complete'),
    text: z.string(),
    facts: Facts,
    sources: Sources,
    thoughts: Thoughts,
    tainted: Tainted,
    handOver: z.optional(z.object({ to: z.string(), task: z.string(), held: z.optional(z.literal(true)) })),
    question: z.optional(z.object({ choices: z.array(z.string()) })),
    posts: z.optional(z.literal(true)),
  }),
  z.object({
    kind: z.literal('cut'),
    text: z.string(),
    facts: Facts,
    failure: AnswerFailure,
    sources: Sources,
    thoughts: Thoughts,
    tainted: Tainted,
  }),
  z.object({
    kind: z.literal('stopped'),
    text: z.string(),
    facts: Facts,
    sources: Sources,
    thoughts: Thoughts,
    tainted: Tainted,
  }),
  z.object({ kind: z.literal('failed'), text: z.string(), failure: AnswerFailure, facts: z.optional(AnswerFacts) }),
]);

export const StepKind = z.enum(['answer', 'consolidation']);
export type StepKind = z.infer<typeof StepKind>;

/** An answer that another takes the place of, as it is kept. */
export const FirstAnswered = z.union([
  z.object({ answer: FirstAnswer, shares: z.array(AnswerShare) }),
  // As it was kept before it was told who used what.
  z
    .object({
      answer: FirstAnswer,
      spent: z.object({ inputTokens: z.number(), outputTokens: z.number(), costMicros: z.nullable(z.number()) }),
    })
    .transform(({ answer, spent }) => {
      return { answer, shares: [{ provider: answer.provider, model: answer.model, ...spent }] };
    }),
]);

const StoredStep = z.object({
  id: z.string(),
  agentId: z.string(),
  messageId: z.string(),
  position: z.int(),
  kind: StepKind,
  text: z.string(),
  stopAsked: z.boolean(),
  result: z.nullable(RecordedResult),
  handedBy: z.nullable(z.string()),
  task: z.nullable(z.string()),
  /** The epoch of the answer's message, in which its text is written. */
  epoch: z.int(),
  /** Words from outside were read for what it goes on from. */
  outside: z.boolean(),
  /** People have added something to its answer. */
  steered: z.boolean(),
  first: z.nullable(FirstAnswered),
  spent: z.nullable(z.array(AnswerShare)),
  choice: z.nullable(ModelChoice),
});
export type StoredStep = z.infer<typeof StoredStep>;

const STEPS_OF_RUN = `
  select s.id, s."agentId", s."messageId", s.position, s.kind, s.text, s."stopAsked", s.result, s."handedBy", s.task, s.first, s.spent, s.choice, m.epoch,
    coalesce(jsonb_exists(m.extras, 'steers'), false) as steered, ${isFromOutside('m', 's.id')} as outside
  from step s join message m on m.id = s."messageId" where s."runId" = $1 order by s.position`;

/** The steps of a run as they are stored with it. */
export function stepsAtFirst(answers: NewRun['answers']): StoredStep[] {
  const nothing = { text: '', stopAsked: false, result: null, handedBy: null, task: null };
  const unread = { epoch: 0, outside: false, steered: false, first: null, spent: null, choice: null };
  return answers.map(({ stepId: id, agentId, messageId }, position) => {
    return { ...{ id, agentId, messageId, position, kind: 'answer' }, ...nothing, ...unread };
  });
}

export async function stepsOfRun(pool: Pick<Pool, 'query'>, runId: string): Promise<StoredStep[]> {
  const { rows } = await pool.query({ name: 'run-steps', text: STEPS_OF_RUN, values: [runId] });
  return z.array(StoredStep).parse(rows);
}

/** The same, as the transaction of a change sees them. */
export async function stepsInChange({ tx }: Writing, runId: string): Promise<StoredStep[]> {
  return z.array(StoredStep).parse(await tx.$queryRawUnsafe(STEPS_OF_RUN, runId));
}

export type Checkpoint = { stepId: string; runEpoch: number; text: string };

/** Keeps what was written so far of steps under way; those in other hands by now stay as they are. */
export async function saveCheckpoints(
  pool: Pick<Pool, 'query'>,
  owner: string,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  await pool.query({
    name: 'save-checkpoints',
    text: `update step s set text = given.text, "updatedAt" = now()
     from unnest($2::text[], $3::int[], $4::text[]) as given(id, epoch, text), run r
     where s.id = given.id and s.result is null and r.id = s."runId" and r.owner = $1 and r.epoch = given.epoch`,
    values: [
      owner,
      checkpoints.map((checkpoint) => checkpoint.stepId),
      checkpoints.map((checkpoint) => checkpoint.runEpoch),
      checkpoints.map((checkpoint) => checkpoint.text),
    ],
  });
}

const Asked = z.array(z.object({ id: z.string(), runId: z.string() }));

/** Asks an answer being written to stop; its step and run, or undefined where it is not being written. */
export async function askAnswerToStop(
  pool: Pick<Pool, 'query'>,
  { chatId, messageId }: { chatId: string; messageId: string },
): Promise<{ stepId: string; runId: string } | undefined> {
  const { rows } = await pool.query(
    `update step s set "stopAsked" = true from run r
     where s."messageId" = $1 and s.result is null and r.id = s."runId" and r."chatId" = $2
       and r.status in ('queued', 'deciding', 'running')
     returning s.id, r.id as "runId"`,
    [messageId, chatId],
  );
  const [step] = Asked.parse(rows);
  return step === undefined ? undefined : { stepId: step.id, runId: step.runId };
}

const Told = z.array(z.object({ thoughts: z.object({ text: z.string(), ms: z.number() }) }));

/** What was told of the thinking for an answer that is still there. */
export async function readThoughts(
  pool: Pick<Pool, 'query'>,
  { chatId, messageId }: { chatId: string; messageId: string },
): Promise<{ text: string; ms: number } | undefined> {
  const { rows } = await pool.query(
    `select s.result->'thoughts' as thoughts
     from step s join run r on r.id = s."runId" join message m on m.id = s."messageId" and m."runId" = r.id
     where s."messageId" = $1 and r."chatId" = $2 and m."deletedAt" is null
       and jsonb_typeof(s.result->'thoughts') = 'object'
     order by s."createdAt" desc limit 1`,
    [messageId, chatId],
  );
  return Told.parse(rows)[0]?.thoughts;
}
