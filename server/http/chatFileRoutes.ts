import * as z from 'zod/mini';
import { ChatFilesQuery } from '../../shared/chatFiles.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import { noSuchChat } from '../refusal.ts';
import { readChatFiles } from '../store/chatFiles.ts';
import type { Database } from '../store/database.ts';
import type { Unreadable } from '../store/messages.ts';
import { numbersOf } from './query.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

type Parts = { sessions: Sessions; database: Pick<Database, 'pool'>; unreadable: Unreadable };

/** What was shared in a chat, for its members. */
export function chatFileRoutes({ sessions, database, unreadable }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/files',
      async answer({ params, query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id: chatId } = parseInput(Params, params);
        const asked = { chatId, userId, query: parseInput(ChatFilesQuery, numbersOf(query)) };
        const files = await readChatFiles(database.pool, asked, unreadable);
        if (files === undefined) throw noSuchChat();
        return { data: files };
      },
    },
  ];
}
