import type { Message } from '../../shared/message.ts';
import { EITHER } from '../../shared/terms.ts';
import type { ToolApproval, ToolCard } from '../../shared/toolCard.ts';
import { type Missing, missingOf, type Voter, votersOf, waitsFor } from '../../shared/voting.ts';
import type { ClientState } from '../state.ts';
import { selectMe } from './contacts.ts';

/** What this person has to say of a card that waits: their yes is wanted, was given, or others decide. */
export type Voice = 'wanted' | 'given' | 'none';

type Asking = Pick<Message, 'chatId' | 'runId'>;
type State = Pick<ClientState, 'chats' | 'session'>;

/** In whose name an answer is made; empty where its run is not known here. */
export function selectAskedBy(state: Pick<ClientState, 'chats'>, { chatId, runId }: Asking): string {
  return state.chats[chatId]?.runs[runId ?? '']?.askedBy ?? '';
}

/** The people of an answer's chat, as far as their voices count. */
export function votersIn(state: Pick<ClientState, 'chats'>, message: Asking): Voter[] {
  const chat = state.chats[message.chatId];
  if (!chat) return [];
  const members = Object.values(chat.members);
  return votersOf({ kind: chat.chat.kind, members }, selectAskedBy(state, message));
}

/** Whose yes a card still waits for, all of it in plain values. */
export function selectMissing(
  state: Pick<ClientState, 'chats'>,
  message: Asking,
  { terms = EITHER, votes = [] }: ToolApproval,
): Missing {
  return missingOf(terms, votes, votersIn(state, message));
}

export function selectVoice(state: State, message: Asking, card: Pick<ToolCard, 'state' | 'approval'>): Voice {
  const me = votersIn(state, message).find(({ id }) => id === selectMe(state));
  if (waitsFor(card, me)) return 'wanted';
  return me !== undefined && card.approval?.votes?.includes(me.id) === true ? 'given' : 'none';
}
