import type { ChatState } from '../../shared/chatState.ts';
import { streaming } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import type { StepState } from '../../shared/run.ts';
import { isUndecided } from '../../shared/toolCard.ts';
import { votersOf, waitsFor } from '../../shared/voting.ts';
import type { ClientState } from '../state.ts';
import { selectMe } from './contacts.ts';
import { keepFields, keepList, memoByKey } from './memo.ts';
import { selectThinking } from './thinking.ts';

/** `you`: it waits for the person who looks; `waiting`: for its turn, or for somebody else. */
export type Need = 'you' | 'working' | 'waiting';

/** An answer that is made right now, or whose agent asks whether it may pass the request on. */
export type AnswerNow = {
  messageId: string;
  agentId: string;
  runId: string | null;
  need: Need;
  step: StepState | null;
  tool: string | null;
  /** How far its tool is, 0 to 1; null where it does not say. */
  share: number | null;
  /** Whom it wants to pass the request on to. */
  passOn: string | null;
};

const none: readonly AnswerNow[] = [];
const passingOn = new WeakMap<ChatState['messages'], readonly Message[]>();

const listOf = memoByKey<readonly AnswerNow[], readonly AnswerNow[]>((answers, previous) =>
  keepList(
    previous,
    answers.map((answer) =>
      keepFields(
        previous?.find(({ messageId }) => messageId === answer.messageId),
        answer,
      ),
    ),
  ),
);

/** What goes on in a chat, the first begun first. */
export function selectAnswersNow(state: ClientState, chatId: string): readonly AnswerNow[] {
  const chat = state.chats[chatId];
  if (!chat) return none;
  const now = [...asking(chat), ...streaming(chat)].sort((a, b) => a.seq - b.seq);
  return listOf(
    chatId,
    now.map((message) => answerNow(state, chat, message)),
  );
}

function asking({ messages }: ChatState): readonly Message[] {
  const known = passingOn.get(messages);
  if (known) return known;
  const found = Object.values(messages).filter(({ passOn, status }) => passOn !== undefined && status !== 'streaming');
  passingOn.set(messages, found);
  return found;
}

function answerNow(state: ClientState, chat: ChatState, message: Message): AnswerNow {
  const told = state.stepTools[message.id]?.at(-1);
  const asked = message.cards?.find(isUndecided);
  const thinks = selectThinking(state, message) === 'now' ? 'thinking' : null;
  const step = asked ? 'waiting' : (state.steps[message.id] ?? thinks);
  const passOn = message.status === 'streaming' ? null : (message.passOn?.to ?? null);
  return {
    ...{ messageId: message.id, agentId: message.senderId, runId: message.runId, step, passOn },
    need: needOf(state, chat, { message, step, passOn }),
    tool: asked?.tool ?? told?.tool ?? null,
    share: told?.share ?? null,
  };
}

function needOf(
  state: ClientState,
  chat: ChatState,
  { message, step, passOn }: { message: Message; step: StepState | null; passOn: string | null },
): Need {
  if (passOn !== null) return 'you';
  if (step === 'waiting') return isAsked(state, chat, message) ? 'you' : 'waiting';
  const begun = (state.live[message.id]?.text ?? message.text) !== '' || (message.cards?.length ?? 0) > 0;
  return begun || (step !== null && step !== 'accepted') ? 'working' : 'waiting';
}

/** Whether one of its calls waits for the yes or no of the person who looks. */
function isAsked(state: ClientState, chat: ChatState, { cards = [], runId }: Message): boolean {
  const askedBy = chat.runs[runId ?? '']?.askedBy ?? '';
  const voters = votersOf({ kind: chat.chat.kind, members: Object.values(chat.members) }, askedBy);
  const me = voters.find(({ id }) => id === selectMe(state));
  return cards.some((card) => waitsFor(card, me));
}
