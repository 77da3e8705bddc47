import * as z from 'zod/mini';
import { MessagePageQuery } from '../../shared/http.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { readHistory } from '../store/history.ts';
import { numbersOf } from './query.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

/** Pages of a chat's messages, for its members. */
export function historyRoutes({
  sessions,
  database,
}: {
  sessions: Sessions;
  database: Pick<Database, 'pool'>;
}): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/messages',
      async answer({ params, query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id: chatId } = parseInput(Params, params);
        const page = await readHistory(database.pool, {
          chatId,
          userId,
          query: parseInput(MessagePageQuery, numbersOf(query)),
        });
        if (page === undefined) throw noSuchChat();
        return { data: page };
      },
    },
  ];
}
