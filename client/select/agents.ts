import type { ChatState } from '../../shared/chatState.ts';
import { activeMembers, streaming } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import type { StepState } from '../../shared/run.ts';
import { isUndecided } from '../../shared/toolCard.ts';
import type { ClientState } from '../state.ts';
import { selectVoice } from './voices.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';
import { selectThinking } from './thinking.ts';

/** What an agent of a chat does: `waiting` while its answer is accepted but not begun. */
export type AgentActivity = {
  agentId: string;
  state: 'working' | 'waiting' | 'ready';
  /** What it does exactly, when the server told. */
  step: StepState | null;
  /** The name of the tool that it uses, or waits to be allowed. */
  tool: string | null;
  /** Where it waits: whether for this person's yes, or for that of others. */
  mine: boolean;
  /** The answers it writes, oldest first. */
  messageIds: readonly string[];
};

type Doing = { step: StepState; tool: string | null; mine: boolean } | undefined;

const none: readonly AgentActivity[] = [];

const activitiesOf = memoByKey<readonly [chat: ChatState, doings: readonly Doing[]], readonly AgentActivity[]>(
  ([chat, doings], previous) => {
    const written = streaming(chat);
    const activities = activeMembers(chat)
      .filter((member) => member.kind === 'agent')
      .map((member) => activity(member.contactId));
    return keepList(previous, activities);

    function activity(agentId: string): AgentActivity {
      const own = written.flatMap((message, at) =>
        message.senderId === agentId ? [{ message, doing: doings[at] }] : [],
      );
      const doing =
        own.findLast((answer) => answer.doing?.mine === true)?.doing ??
        own.findLast((answer) => answer.doing?.step === 'waiting')?.doing ??
        own.findLast((answer) => answer.doing !== undefined)?.doing;
      const begun = own.some(({ message, doing: does }) => (does && does.step !== 'accepted') || message.text !== '');
      return keepFields(
        previous?.find((before) => before.agentId === agentId),
        {
          agentId,
          state: own.length === 0 ? 'ready' : begun ? 'working' : 'waiting',
          step: doing?.step ?? null,
          tool: doing?.tool ?? null,
          mine: doing?.mine ?? false,
          messageIds: own.map(({ message }) => message.id),
        },
      );
    }
  },
);

const doingsOf = memoByKey<readonly Doing[], readonly Doing[]>((doings) => doings);

const doingOf = memoByKey<readonly [step: StepState, tool: string | null, mine: boolean], NonNullable<Doing>>(
  ([step, tool, mine]) => ({ step, tool, mine }),
);

/** The agents of a chat in the order they joined, each with what it does. */
export function selectAgentActivities(state: ClientState, chatId: string): readonly AgentActivity[] {
  const chat = state.chats[chatId];
  if (!chat) return none;
  const doings = doingsOf(
    chatId,
    streaming(chat).map((message) => doing(state, message)),
  );
  return activitiesOf(chatId, [chat, doings]);
}

/** Of all that is done for one answer what matters most: that somebody is waited for, then what was told last. */
function doing(state: ClientState, message: Message): Doing {
  const is = (step: StepState, tool: string | null = null, mine = false): Doing =>
    doingOf(message.id, [step, tool, mine]);
  const waiting = message.cards?.filter(isUndecided) ?? [];
  const mine = waiting.find((card) => selectVoice(state, message, card) === 'wanted');
  const first = mine ?? waiting[0];
  if (first) return is('waiting', first.tool, mine !== undefined);
  const step = state.steps[message.id];
  const running = message.cards?.findLast((card) => card.state === 'running');
  if (step === 'using' || step === 'waiting') {
    return is(step, state.stepTools[message.id]?.at(-1)?.tool ?? running?.tool ?? null);
  }
  if (step) return is(step);
  // A device that came later was not told of the step, but sees the cards and the text.
  if (running) return is('using', running.tool);
  if (state.live[message.id]?.text) return is('writing');
  return selectThinking(state, message) === 'now' ? is('thinking') : undefined;
}
