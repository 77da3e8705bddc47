import type { Specialist } from '../../roster/agent.ts';
import type { RunOrder } from '../engine.ts';

/**
 * Whether others than the agent and the person it works for have written what it reads, or what they wrote has to do with
 * words from outside: what an agent was talked into once could talk it into more later. What a chat is called and is for
 * counts as the person's where those who manage it have set it.
 */
export function hasWordsOfOthers(
  { context, asker, request, chat, memory }: RunOrder,
  agent: Pick<Specialist, 'id'>,
): boolean {
  const own = [agent.id, asker.id];
  const summary = memory?.summary;
  if (chat.outside === true || summary?.outside === true) return true;
  if (summary?.senders.some((id) => !own.includes(id)) === true) return true;
  return [request, ...context].some(({ senderId, outside }) => outside === true || !own.includes(senderId));
}

/** Whether another person has written what the agent is told: its instructions, or what a colleague is for. */
export function isInstructedByOthers(
  told: readonly Pick<Specialist, 'wordsBy'>[],
  { asker }: Pick<RunOrder, 'asker'>,
): boolean {
  return told.some(({ wordsBy }) => wordsBy !== undefined && wordsBy !== asker.id);
}
