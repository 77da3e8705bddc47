import type { ChatState } from '../../shared/chatState.ts';
import { activeMembers, streaming } from '../../shared/chatStateView.ts';
import type { StepState } from '../../shared/run.ts';
import type { ClientState } from '../state.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';

/** What an agent of a chat does: `waiting` while its answer is accepted but not begun. */
export type AgentActivity = {
  agentId: string;
  state: 'working' | 'waiting' | 'ready';
  /** What it does exactly, when the server told. */
  step: StepState | null;
  /** The answers it writes, oldest first. */
  messageIds: readonly string[];
};

const none: readonly AgentActivity[] = [];

const activitiesOf = memoByKey<
  readonly [chat: ChatState, steps: readonly (StepState | undefined)[]],
  readonly AgentActivity[]
>(([chat, steps], previous) => {
  const written = streaming(chat);
  const activities = activeMembers(chat)
    .filter((member) => member.kind === 'agent')
    .map((member) => activity(member.contactId));
  return keepList(previous, activities);

  function activity(agentId: string): AgentActivity {
    const own = written.flatMap((message, at) => (message.senderId === agentId ? [{ message, step: steps[at] }] : []));
    const step = own.findLast((answer) => answer.step !== undefined)?.step ?? null;
    const begun = own.some(({ message, step: at }) => at === 'reading' || at === 'writing' || message.text !== '');
    return keepFields(
      previous?.find((before) => before.agentId === agentId),
      {
        agentId,
        state: own.length === 0 ? 'ready' : begun ? 'working' : 'waiting',
        step,
        messageIds: own.map(({ message }) => message.id),
      },
    );
  }
});

const stepsOf = memoByKey<readonly (StepState | undefined)[], readonly (StepState | undefined)[]>((steps) => steps);

/** The agents of a chat in the order they joined, each with what it does. */
export function selectAgentActivities(state: ClientState, chatId: string): readonly AgentActivity[] {
  const chat = state.chats[chatId];
  if (!chat) return none;
  const steps = stepsOf(
    chatId,
    // A device that came later was not told of the step, but sees the text.
    streaming(chat).map((message) => state.steps[message.id] ?? (state.live[message.id]?.text ? 'writing' : undefined)),
  );
  return activitiesOf(chatId, [chat, steps]);
}
