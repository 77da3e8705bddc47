import type { SpaceDesk } from '../space/desk.ts';
import type { Handlers } from './edge.ts';
import type { PersonRates } from './personRates.ts';

type SpaceHandlers = Pick<
  Handlers,
  'space:list' | 'space:read' | 'space:history' | 'space:diff' | 'space:delete' | 'space:restore' | 'space:keep'
>;

export function spaceHandlers(desk: SpaceDesk, rates: PersonRates): SpaceHandlers {
  return {
    'space:list': ({ chatId }) => desk.list(chatId),
    'space:read': (asked) => desk.text(asked),
    'space:history': (asked) => desk.history(asked),
    'space:diff'(asked, { userId }) {
      rates.take(userId, 'space:diff');
      return desk.diff(asked);
    },
    'space:delete': (asked, { userId }) => desk.remove(userId, asked),
    'space:restore': (asked, { userId }) => desk.restore(userId, asked),
    'space:keep': (asked, { userId }) => desk.keep(userId, asked),
  };
}
