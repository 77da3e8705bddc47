import type { FigureSettings } from '../providers/figureSettings.ts';
import type { Handlers } from './edge.ts';

type FigureHandlers = Pick<Handlers, 'figures:list' | 'figures:set' | 'figures:reset'>;

export function figureHandlers(settings: FigureSettings): FigureHandlers {
  return {
    'figures:list': ({ providerId }) => ({ models: settings.list(providerId) }),
    'figures:set': async (input, { userId }) => {
      await settings.set(input, userId);
      return {};
    },
    'figures:reset': async ({ model }) => {
      await settings.reset(model);
      return {};
    },
  };
}
