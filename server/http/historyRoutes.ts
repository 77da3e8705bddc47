import * as z from 'zod/mini';
import { MessagePageQuery } from '../../shared/http.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import { noSuchChat } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import type { Unreadable } from '../store/messages.ts';
import { readHistory } from '../store/history.ts';
import { numbersOf } from './query.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

type Parts = { sessions: Sessions; database: Pick<Database, 'pool'>; unreadable: Unreadable };

/** Pages of a chat's messages, for its members. */
export function historyRoutes({ sessions, database, unreadable }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/messages',
      async answer({ params, query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id: chatId } = parseInput(Params, params);
        const asked = { chatId, userId, query: parseInput(MessagePageQuery, numbersOf(query)) };
        const page = await readHistory(database.pool, asked, unreadable);
        if (page === undefined) throw noSuchChat();
        return { data: page };
      },
    },
  ];
}
