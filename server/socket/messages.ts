import type { Send } from '../chat/send.ts';
import type { Handlers } from './edge.ts';

export function messageHandlers(send: Send): Pick<Handlers, 'message:send'> {
  return { 'message:send': (input, { userId }) => send(userId, input) };
}
