import * as z from 'zod/mini';
import { ContactId, Id } from './ids.ts';
import { AnswerFailure, Steer } from './message.ts';
import { Run } from './run.ts';
import { ToolCardState, ToolFailure } from './toolCard.ts';

/** Most of each that one answer tells of a run: what is left out is counted. */
export const BOARD = { runs: 20, steps: 64, calls: 40, hosts: 8, task: 600, words: 200 } as const;

/** A model's turn: who was asked, and what that took. Costs are millionths of a US dollar; null where not known. */
export const BoardTurn = z.object({
  startedAt: z.int(),
  endedAt: z.int(),
  provider: z.string(),
  model: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.nullable(z.number()),
});
export type BoardTurn = z.infer<typeof BoardTurn>;

/** What a step called; `input` is the beginning of it, as on its card. */
export const BoardCall = z.object({
  key: z.string(),
  tool: z.string(),
  state: ToolCardState,
  failure: z.nullable(ToolFailure),
  input: z.string(),
  startedAt: z.int(),
  endedAt: z.nullable(z.int()),
});
export type BoardCall = z.infer<typeof BoardCall>;

/** `waiting` for a person to allow what it wants. */
export const BoardState = z.enum(['queued', 'working', 'waiting', 'done', 'failed', 'stopped']);
export type BoardState = z.infer<typeof BoardState>;

export const BoardStep = z.object({
  agentId: ContactId,
  messageId: Id,
  kind: z.enum(['answer', 'consolidation']),
  state: BoardState,
  /** Whom it waits for; null where it does not. */
  waitsFor: z.nullable(ContactId),
  failure: z.nullable(AnswerFailure),
  startedAt: z.int(),
  endedAt: z.nullable(z.int()),
  /** Who handed it the request, and the beginning of what was left to do; empty where nobody did. */
  handedBy: z.nullable(ContactId),
  task: z.string(),
  turns: z.array(BoardTurn),
  /** What is known of what all of it cost, turns and calls. */
  costMicros: z.number(),
  calls: z.array(BoardCall),
  /** Calls that are left out. */
  moreCalls: z.int(),
  /** Where what it cites stands, the most cited first. */
  hosts: z.array(z.object({ host: z.string(), sources: z.int() })),
  steers: z.array(Steer),
  /** Whom it wants to pass the request on to, once a person says so. */
  passesOnTo: z.nullable(ContactId),
});
export type BoardStep = z.infer<typeof BoardStep>;

/** A run as the board shows it. */
export const BoardRun = z.object({
  run: Run,
  /** The beginning of what was asked; empty where that was deleted. */
  request: z.string(),
  steps: z.array(BoardStep),
});
export type BoardRun = z.infer<typeof BoardRun>;

/** A run among others. */
export const BoardEntry = z.object({ run: Run, request: z.string() });
export type BoardEntry = z.infer<typeof BoardEntry>;
