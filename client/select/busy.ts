import type { ClientState } from '../state.ts';
import { type AgentActivity, selectAgentActivities } from './agents.ts';
import { memoByKey } from './memo.ts';
import { selectQuestions } from './questions.ts';

/** An agent at work or waiting: what it does, null where it does nothing, and its answers that ask this person. */
export type Busy = { agentId: string; activity: AgentActivity | null; questionIds: readonly string[] };

const busyOf = memoByKey<
  readonly [activities: readonly AgentActivity[], questions: ReturnType<typeof selectQuestions>],
  readonly Busy[]
>(([activities, questions]) => {
  const working = activities.filter(({ state }) => state !== 'ready');
  const asking = questions.map(({ senderId }) => senderId);
  return [...new Set([...working.map(({ agentId }) => agentId), ...asking])].map((agentId) => ({
    agentId,
    activity: working.find((activity) => activity.agentId === agentId) ?? null,
    questionIds: questions.filter(({ senderId }) => senderId === agentId).map(({ id }) => id),
  }));
});

/** The agents of a chat that work or wait for this person, each once. */
export function selectBusy(state: ClientState, chatId: string): readonly Busy[] {
  return busyOf(chatId, [selectAgentActivities(state, chatId), selectQuestions(state, chatId)]);
}
