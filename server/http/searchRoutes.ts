import { SearchQuery } from '../../shared/search.ts';
import type { Limits } from '../auth/limits.ts';
import type { Sessions } from '../auth/sessions.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { readSearch } from '../store/search.ts';
import { numbersOf } from './query.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

type Parts = { sessions: Sessions; database: Pick<Database, 'pool'>; limits: Limits };

/** Finding messages in the chats of whoever asks. */
export function searchRoutes({ sessions, database, limits }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/search',
      async answer({ query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { text = '', ...others } = query;
        const asked = parseInput(SearchQuery, { ...numbersOf(others), text });
        await limits.count('search', userId);
        const page = await readSearch(database.pool, { userId, query: asked });
        if (page === undefined) throw noSuchChat();
        return { data: page };
      },
    },
  ];
}
