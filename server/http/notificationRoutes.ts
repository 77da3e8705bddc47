import * as z from 'zod/mini';
import { PushChanged, ReadFromNotification, SendFromNotification } from '../../shared/http.ts';
import { Id } from '../../shared/ids.ts';
import type { Limits } from '../auth/limits.ts';
import type { Person, Sessions } from '../auth/sessions.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Receipts } from '../chat/receipts.ts';
import type { Send } from '../chat/send.ts';
import { noSuchChat } from '../refusal.ts';
import type { Subscriptions } from '../push/subscriptions.ts';
import { parseInput } from './reply.ts';
import { requirePerson, type Route } from './route.ts';

const Params = z.object({ id: Id });

type Parts = {
  sessions: Sessions;
  limits: Limits;
  send: Send;
  receipts: Pick<Receipts, 'mark'>;
  isMember(chatId: string, userId: string): Promise<boolean>;
  subscriptions: Subscriptions;
};

/** What a notification's buttons do while no page is open: the browser's worker has no socket. */
export function notificationRoutes({ sessions, limits, send, receipts, isMember, subscriptions }: Parts): Route[] {
  async function enter(visitor: Visitor): Promise<Person> {
    const person = await requirePerson(sessions, visitor);
    await limits.count('fromNotification', person.userId);
    return person;
  }

  return [
    {
      method: 'POST',
      path: '/api/chats/:id/messages',
      async answer({ params, body, visitor }) {
        const { userId } = await enter(visitor);
        const { id: chatId } = parseInput(Params, params);
        return { data: await send(userId, { chatId, ...parseInput(SendFromNotification, body) }) };
      },
    },
    {
      method: 'POST',
      path: '/api/chats/:id/read',
      async answer({ params, body, visitor }) {
        const { userId } = await enter(visitor);
        const { id: chatId } = parseInput(Params, params);
        const { seq } = parseInput(ReadFromNotification, body);
        if (!(await isMember(chatId, userId))) throw noSuchChat();
        await receipts.mark(userId, { delivered: {}, read: { [chatId]: seq } });
        return { data: {} };
      },
    },
    {
      method: 'POST',
      path: '/api/push',
      async answer({ body, visitor }) {
        const person = await enter(visitor);
        await subscriptions.replace(person, parseInput(PushChanged, body));
        return { data: {} };
      },
    },
  ];
}
