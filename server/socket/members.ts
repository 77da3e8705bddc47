import type { Members } from '../chat/members.ts';
import type { Handlers } from './edge.ts';

type MemberHandlers = Pick<Handlers, 'member:add' | 'member:remove' | 'member:update' | 'member:leave'>;

export function memberHandlers(members: Members): MemberHandlers {
  return {
    'member:add': (input, { userId }) => members.add(userId, input),
    'member:remove': (input, { userId }) => members.remove(userId, input),
    'member:update': (input, { userId }) => members.setRole(userId, input),
    'member:leave': async ({ chatId }, { userId }) => {
      await members.leave(userId, chatId);
      return {};
    },
  };
}
