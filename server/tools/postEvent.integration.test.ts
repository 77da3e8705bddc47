import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import { createChangeChat } from '../chat/change.ts';
import { Lanes } from '../chat/lanes.ts';
import type { Tell } from '../chat/tell.ts';
import { messagesOf, openTestDatabase, seed, type TestDatabase } from '../runs/testing/workspace.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createPostEvent } from './postEvent.ts';

const event = { title: 'Review', startsAt: 1, endsAt: 2, allDay: false, place: 'Room 4', description: '' };

describe.each(poolForms)('an agent that posts an event, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'into a chat', () => {
    let db: TestDatabase;
    let place: { chatId: string; userId: string };
    let told: ChatChange[];

    beforeAll(async () => {
      db = await openTestDatabase({ open });
    });
    afterAll(() => db.close());
    beforeEach(async () => {
      place = await seed(db.pool, ['assistant']);
      told = [];
    });

    function post(): ReturnType<ReturnType<typeof createPostEvent>> {
      const tell = { chatChanged: (change: ChatChange) => told.push(change), joined() {}, left() {} };
      const changeChat = createChangeChat({ database: db.database, tell: tell as unknown as Tell, lanes: new Lanes() });
      const by = { agentId: 'assistant', askedBy: place.userId };
      return createPostEvent(changeChat, { chatId: place.chatId, runId: newId(), ...by })(event);
    }

    it('writes it as a message of its own, for people to answer', async () => {
      expect(await post()).toBe('posted');
      const [message] = await messagesOf(db.database, place.chatId);
      const { title: text, ...appointment } = event;
      expect(message).toMatchObject({
        ...{ senderId: 'assistant', senderKind: 'agent', text, seq: 1 },
        appointment: { ...appointment, coming: [], cancelled: false },
      });
      expect(told).toMatchObject([{ messages: [{ id: message?.id }], version: message?.version }]);
    });

    it.each([
      ['the agent is not in it any more', `update member set "leftAt" = now() where "chatId" = $1 and kind = 'agent'`],
      [
        'whoever asked is not in it any more',
        `update member set "leftAt" = now() where "chatId" = $1 and kind = 'user'`,
      ],
      [
        'whoever asked may not write in it',
        `update chat set permissions = '{"addMembers": "admins", "write": "admins", "mentionAll": "everyone"}' where id = $1`,
      ],
    ])('does not once %s', async (_, meanwhile) => {
      await db.pool.query(meanwhile, [place.chatId]);
      expect(await post()).toBe('not-allowed');
      expect(await messagesOf(db.database, place.chatId)).toEqual([]);
      expect(told).toEqual([]);
    });
  });
});
