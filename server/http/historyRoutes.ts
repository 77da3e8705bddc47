import * as z from 'zod/mini';
import { type MessagePage, MessagePageQuery } from '../../shared/http.ts';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

/** Reads a stretch of a chat for one of its members; throws a Refusal for everybody else. */
export type ReadHistory = (userId: string, chatId: string, query: MessagePageQuery) => Promise<MessagePage>;

const Params = z.object({ id: Id });

export function historyRoutes({ sessions, history }: { sessions: Sessions; history: ReadHistory }): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/messages',
      async answer({ params, query, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id } = parseInput(Params, params);
        return { data: await history(userId, id, parseInput(MessagePageQuery, numbersOf(query))) };
      },
    },
  ];
}

/** A query holds texts; those that are whole numbers become numbers, anything else is left for the schema to refuse. */
function numbersOf(query: Readonly<Record<string, string>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => [name, /^-?\d{1,15}$/.test(value) ? Number(value) : value]),
  );
}
