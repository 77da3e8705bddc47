import * as z from 'zod/mini';
import { Id } from '../../shared/ids.ts';
import type { Sessions } from '../auth/sessions.ts';
import { eventFile } from '../chat/eventFile.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { isMember } from '../store/members.ts';
import type { Unreadable } from '../store/messages.ts';
import { readMessages } from '../store/messageReads.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id, messageId: Id });

type Parts = { sessions: Sessions; database: Pick<Database, 'pool'>; unreadable: Unreadable };

/** Appointments as files for calendars, for the members of their chats. */
export function eventRoutes({ sessions, database: { pool }, unreadable }: Parts): Route[] {
  return [
    {
      method: 'GET',
      path: '/api/chats/:id/messages/:messageId/event.ics',
      async answer({ params, visitor }) {
        const { userId } = await requirePerson(sessions, visitor);
        const { id: chatId, messageId } = parseInput(Params, params);
        if (!(await isMember(pool, chatId, userId))) throw noSuchChat();
        const [message] = await readMessages(pool, chatId, [messageId], unreadable);
        if (message?.appointment === undefined) {
          throw new Refusal('not-found', 'There is no such appointment.', { reason: 'appointment' });
        }
        return new Response(eventFile({ ...message, appointment: message.appointment }), {
          headers: {
            'content-type': 'text/calendar; charset=utf-8',
            'content-disposition': 'attachment; filename="event.ics"',
            'x-content-type-options': 'nosniff',
            'cache-control': 'no-store',
          },
        });
      },
    },
  ];
}
