import type { PolicySettings } from '../runs/policySettings.ts';
import type { Handlers } from './edge.ts';

type PolicyHandlers = Pick<Handlers, 'policy:list' | 'policy:set'>;

export function policyHandlers(settings: PolicySettings): PolicyHandlers {
  return {
    'policy:list': async (input, { userId }) => ({ policies: await settings.list(userId, input) }),
    'policy:set': async (input, { userId }) => {
      await settings.set(userId, input);
      return {};
    },
  };
}
