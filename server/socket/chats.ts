import type { Chats } from '../chat/chats.ts';
import type { Members } from '../chat/members.ts';
import type { Handlers } from './edge.ts';

type ChatHandlers = Pick<Handlers, 'chat:direct' | 'chat:create' | 'chat:update'>;

export function chatHandlers(chats: Chats, members: Pick<Members, 'update'>): ChatHandlers {
  return {
    'chat:direct': ({ contactId }, { userId }) => chats.direct(userId, contactId),
    'chat:create': (input, { userId }) => chats.create(userId, input),
    'chat:update': (input, { userId }) => members.update(userId, input),
  };
}
