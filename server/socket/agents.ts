import type { Roster } from '../roster/roster.ts';
import type { OwnAgents } from '../roster/ownAgents.ts';
import type { Trials } from '../roster/trials.ts';
import type { Handlers } from './edge.ts';

type Names =
  | 'create'
  | 'update'
  | 'share'
  | 'read'
  | 'versions'
  | 'restore'
  | 'choices'
  | 'try'
  | 'discard'
  | 'archive';
type AgentHandlers = Pick<Handlers, `agent:${Names}`>;

type Parts = {
  ownAgents: OwnAgents;
  trials: Trials;
  roster: Pick<Roster, 'tools'>;
  /** The names of the models that are offered here. */
  models: () => string[];
};

export function agentHandlers({ ownAgents, trials, roster, models }: Parts): AgentHandlers {
  return {
    'agent:create': (input, { userId }) => ownAgents.create(userId, input),
    'agent:update': (input, { userId }) => ownAgents.update(userId, input),
    'agent:share': async (input, { userId }) => {
      await ownAgents.share(userId, input);
      return {};
    },
    'agent:read': ({ agentId }, { userId }) => ownAgents.read(userId, agentId),
    'agent:versions': ({ agentId }, { userId }) => ownAgents.versions(userId, agentId),
    'agent:restore': (input, { userId }) => ownAgents.restore(userId, input),
    'agent:choices': () => ({ tools: [...roster.tools], models: models() }),
    'agent:try': (input, { userId }) => trials.set(userId, input),
    'agent:discard': async (_, { userId }) => {
      await trials.end(userId);
      return {};
    },
    'agent:archive': async (input, { userId }) => {
      await ownAgents.archive(userId, input);
      return {};
    },
  };
}
