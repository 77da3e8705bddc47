import type { CommandName } from '../../shared/command.ts';
import { noSuchChat, Refusal } from '../refusal.ts';

/**
 * Who may give a command. The edge checks `member` (of the chat the input names) and `admin` (of the workspace) before
 * the handler runs. `person` is anybody signed in; `inside` is decided by the handler in the transaction that acts, so
 * that a right withdrawn at the same moment counts.
 */
export type Right = 'person' | 'member' | 'admin' | 'inside';

export const rights: Readonly<Record<CommandName, Right>> = {
  sync: 'person',
  'chat:open': 'member',
  'chat:close': 'person',
  'delta:fetch': 'member',
  'chat:direct': 'person',
  'chat:create': 'person',
  'chat:update': 'inside',
  'chat:set': 'inside',
  'member:add': 'inside',
  'member:remove': 'inside',
  'member:update': 'inside',
  'member:leave': 'inside',
  'message:send': 'inside',
  'message:edit': 'inside',
  'message:delete': 'inside',
  'message:react': 'inside',
  'message:vote': 'inside',
  'poll:close': 'inside',
  'appointment:answer': 'inside',
  'appointment:cancel': 'inside',
  'appointment:mails': 'inside',
  'appointment:mail': 'inside',
  'message:pin': 'inside',
  'message:star': 'member',
  'message:hide': 'member',
  'message:info': 'member',
  'message:history': 'member',
  'message:fetch': 'member',
  'answer:stop': 'member',
  'answer:retry': 'member',
  'answer:choices': 'inside',
  'answer:steer': 'inside',
  'answer:pass': 'inside',
  'call:read': 'member',
  'thought:read': 'member',
  'thought:watch': 'member',
  'thought:leave': 'person',
  'call:decide': 'member',
  'run:list': 'member',
  'run:read': 'member',
  'call:answer': 'member',
  'run:stop': 'member',
  'run:reroute': 'member',
  'receipt:mark': 'inside',
  'typing:set': 'inside',
  'draft:set': 'inside',
  'visibility:set': 'person',
  'user:update': 'person',
  'user:reset': 'admin',
  'user:role': 'admin',
  'contact:block': 'inside',
  'session:list': 'person',
  'session:end': 'inside',
  'workspace:update': 'admin',
  'invite:create': 'inside',
  'invite:list': 'inside',
  'invite:revoke': 'inside',
  'invite:accept': 'person',
  'provider:list': 'admin',
  'provider:update': 'admin',
  'provider:test': 'admin',
  'model:local': 'person',
  'figures:list': 'admin',
  'figures:set': 'admin',
  'figures:reset': 'admin',
  'budget:list': 'inside',
  'budget:set': 'inside',
  'budget:rules': 'admin',
  'rates:list': 'admin',
  'rates:reset': 'admin',
  'answer:budgets': 'member',
  'answer:raise': 'member',
  'spending:read': 'inside',
  'trace:read': 'inside',
  'trace:texts': 'inside',
  'policy:list': 'inside',
  'policy:set': 'inside',
  'agent:create': 'inside',
  'agent:update': 'inside',
  'agent:share': 'inside',
  'agent:read': 'inside',
  'agent:versions': 'inside',
  'agent:restore': 'inside',
  'agent:choices': 'person',
  'agent:try': 'inside',
  'agent:discard': 'person',
  'agent:archive': 'inside',
  'mcp:list': 'person',
  'mcp:add': 'inside',
  'mcp:update': 'inside',
  'mcp:remove': 'inside',
  'mcp:refresh': 'inside',
  'mcp:authorize': 'inside',
  'mcp:tools': 'inside',
  'mcp:grant': 'inside',
  'mcp:prompts': 'person',
  'mcp:prompt': 'inside',
  'calendar:list': 'person',
  'calendar:add': 'person',
  'calendar:update': 'inside',
  'calendar:remove': 'inside',
  'calendar:refresh': 'inside',
  'preferences:set': 'person',
  'chat:summaries': 'member',
  'summary:renew': 'inside',
  'summary:forget': 'inside',
  'file:view': 'inside',
  'space:list': 'member',
  'space:read': 'member',
  'space:history': 'member',
  'space:diff': 'member',
  'space:delete': 'inside',
  'space:restore': 'inside',
  'space:keep': 'inside',
  'push:key': 'person',
  'push:subscribe': 'person',
  'push:unsubscribe': 'person',
};

/** What the edge asks the store to check a right. */
export interface Standing {
  isMember(chatId: string, userId: string): Promise<boolean>;
  isAdmin(userId: string): Promise<boolean>;
}

/** Throws unless the person may give the command. */
export async function authorise(right: Right, userId: string, input: object, standing: Standing): Promise<void> {
  switch (right) {
    case 'person':
    case 'inside':
      return;
    case 'admin':
      if (!(await standing.isAdmin(userId)))
        throw new Refusal('forbidden', 'Only admins of the workspace may do this.');
      return;
    case 'member':
      if (!('chatId' in input) || typeof input.chatId !== 'string') throw new Error('the input names no chat');
      if (!(await standing.isMember(input.chatId, userId))) throw noSuchChat();
  }
}
