import * as z from 'zod/mini';
import { ContactId, Id } from '../ids.ts';
import { ModelChoice } from '../modelChoice.ts';
import { STEERS } from '../message.ts';
import { QuestionValues } from '../toolQuestion.ts';
import { clean } from '../text.ts';
import { Nothing, Version } from './common.ts';

const CallKey = z.string().check(z.minLength(1), z.maxLength(120));

/** What people may ask of answers and of the runs that make them. */
export const answerCommands = {
  'answer:stop': { input: z.object({ chatId: Id, messageId: Id }), output: Nothing },
  /**
   * `again` writes the answer anew in the same bubble; `continue` goes on where a cut or stopped one ended; `by` what the
   * person wants, else by what the router takes.
   */
  'answer:retry': {
    input: z.object({
      chatId: Id,
      messageId: Id,
      mode: z.enum(['again', 'continue']),
      by: z.optional(ModelChoice),
    }),
    output: Version,
  },
  /** Adds something to an answer while it is made: its agent reads it before its next turn. */
  'answer:steer': {
    input: z.object({
      chatId: Id,
      messageId: Id,
      text: z.string().check(clean, z.maxLength(STEERS.length), z.regex(/\S/)),
    }),
    output: Version,
  },
  /** Lets a request go on to whom its agent wanted to pass it, where that waits for a person. */
  'answer:pass': { input: z.object({ chatId: Id, messageId: Id }), output: Version },
  /** All of what a tool was given, as JSON, and of what came of it. */
  'call:read': {
    input: z.object({ chatId: Id, messageId: Id, key: CallKey }),
    output: z.object({ input: z.string(), result: z.string() }),
  },
  /** Tells a tool that runs for me what it wants to know; null that I do not want to say. */
  'call:answer': {
    input: z.object({
      chatId: Id,
      messageId: Id,
      key: CallKey,
      questionId: Id,
      values: z.nullable(QuestionValues),
    }),
    output: Nothing,
  },
  /** Says yes or no to what an agent wants to do, as it stands under this hash; the agent reads the reason. */
  'call:decide': {
    input: z.object({
      chatId: Id,
      messageId: Id,
      key: CallKey,
      hash: z.string().check(z.maxLength(128)),
      allowed: z.boolean(),
      reason: z.string().check(clean, z.maxLength(500)),
    }),
    output: Version,
  },
  /** Stops everything agents do in this chat. */
  'run:stop': { input: z.object({ chatId: Id }), output: Nothing },
  /** Lets these agents answer a request that was routed to others or to nobody. */
  'run:reroute': {
    input: z.object({ chatId: Id, requestId: Id, agentIds: z.array(ContactId).check(z.minLength(1), z.maxLength(50)) }),
    output: Version,
  },
} as const;
