import type { Mcp } from '../mcp/mcp.ts';
import type { Handlers } from './edge.ts';
import type { LinkTo } from './links.ts';

type Names =
  | 'mcp:list'
  | 'mcp:authorize'
  | 'mcp:add'
  | 'mcp:update'
  | 'mcp:remove'
  | 'mcp:refresh'
  | 'mcp:tools'
  | 'mcp:grant'
  | 'mcp:prompts'
  | 'mcp:prompt';

export function connectionHandlers(
  { settings, prompts }: Pick<Mcp, 'settings' | 'prompts'>,
  { linkTo, callback }: { linkTo: LinkTo; callback: string },
): Pick<Handlers, Names> {
  return {
    'mcp:list': (_, { userId }) => settings.list(userId),
    'mcp:add': async (input, { userId }) => ({ connection: await settings.add(userId, input) }),
    'mcp:update': async (input, { userId }) => ({ connection: await settings.update(userId, input) }),
    'mcp:remove': async (input, { userId }) => {
      await settings.remove(userId, input);
      return {};
    },
    'mcp:refresh': async (input, { userId }) => ({ connection: await settings.refresh(userId, input) }),
    'mcp:authorize': async (input, { socket }) => ({
      url: await settings.signIn(socket.data, linkTo(socket, callback), input),
    }),
    'mcp:tools': async (input, { userId }) => ({ tools: await settings.tools(userId, input) }),
    'mcp:grant': async (input, { userId }) => {
      await settings.grant(userId, input);
      return {};
    },
    'mcp:prompts': (_, { userId }) => prompts.list(userId),
    'mcp:prompt': (input, { userId }) => prompts.words(userId, input),
  };
}
