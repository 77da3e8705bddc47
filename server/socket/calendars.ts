import type { CalendarSettings } from '../calendars/calendarSettings.ts';
import type { Handlers } from './edge.ts';

type Names = 'calendar:list' | 'calendar:add' | 'calendar:update' | 'calendar:remove' | 'calendar:refresh';

export function calendarHandlers(settings: CalendarSettings): Pick<Handlers, Names> {
  return {
    'calendar:list': async (_, { userId }) => ({ calendars: await settings.list(userId) }),
    'calendar:add': async (input, { userId }) => ({ calendar: await settings.add(userId, input) }),
    'calendar:update': async (input, { userId }) => ({ calendar: await settings.update(userId, input) }),
    'calendar:remove': async (input, { userId }) => {
      await settings.remove(userId, input);
      return {};
    },
    'calendar:refresh': async (input, { userId }) => ({ calendar: await settings.refresh(userId, input) }),
  };
}
