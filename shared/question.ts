import * as z from 'zod/mini';
import { ContactId } from './ids.ts';

/** That an answer ends by asking the person it is for, and what they may choose from, in the agent's own words. */
export const Question = z.object({ askedOf: ContactId, choices: z.array(z.string()) });
export type Question = z.infer<typeof Question>;

type Asking = { question?: Question | undefined; seq: number; deletedAt: number | null; status: string };

/** Whether it still waits: the person has written nothing in the chat since. After that it is a question like any. */
export function isWaiting(
  { question, seq, deletedAt, status }: Asking,
  messages: readonly { seq: number; senderId: string }[],
): boolean {
  if (question === undefined || deletedAt !== null || status !== 'complete') return false;
  return !messages.some((message) => message.seq > seq && message.senderId === question.askedOf);
}
