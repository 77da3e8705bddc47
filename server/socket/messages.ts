import type { Messages } from '../chat/messages.ts';
import type { Send } from '../chat/send.ts';
import type { Handlers } from './edge.ts';

type MessageHandlers = Pick<
  Handlers,
  | 'message:send'
  | 'message:edit'
  | 'message:delete'
  | 'message:react'
  | 'message:vote'
  | 'poll:close'
  | 'appointment:answer'
  | 'appointment:cancel'
  | 'message:pin'
  | 'message:star'
  | 'message:hide'
  | 'message:info'
  | 'message:history'
  | 'message:fetch'
>;

export function messageHandlers(send: Send, messages: Messages): MessageHandlers {
  return {
    'message:send': (input, { userId }) => send(userId, input),
    'message:edit': (input, { userId }) => messages.edit(userId, input),
    'message:delete': (input, { userId }) => messages.delete(userId, input),
    'message:react': (input, { userId }) => messages.react(userId, input),
    'message:vote': (input, { userId }) => messages.vote(userId, input),
    'poll:close': (input, { userId }) => messages.closePoll(userId, input),
    'appointment:answer': (input, { userId }) => messages.answer(userId, input),
    'appointment:cancel': (input, { userId }) => messages.cancel(userId, input),
    'message:pin': (input, { userId }) => messages.pin(userId, input),
    'message:star': (input, { userId }) => messages.star(userId, input),
    'message:hide': (input, { userId }) => messages.hide(userId, input),
    'message:info': (input, { userId }) => messages.info(userId, input),
    'message:history': (input) => messages.history(input),
    'message:fetch': (input) => messages.fetch(input),
  };
}
