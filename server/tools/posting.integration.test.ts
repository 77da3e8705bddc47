import { beforeEach, describe, expect, it } from 'vitest';
import type { ChatChange } from '../../shared/chat.ts';
import { newId } from '../../shared/ids.ts';
import { createChangeChat } from '../chat/change.ts';
import { Lanes } from '../chat/lanes.ts';
import type { Tell } from '../chat/tell.ts';
import { prepareGround } from '../runs/testing/ground.ts';
import { messagesOf } from '../runs/testing/workspace.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { createPosting } from './posting.ts';

const event = { title: 'Review', startsAt: 1, endsAt: 2, allDay: false, place: 'Room 4', description: '' };
const poll = { question: 'Where?', choices: ['Thai', 'Pizza'], several: true };

describe.each(poolForms)('an agent that posts, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'into a chat', () => {
    const { db, workspace: place } = prepareGround({ open }, ['assistant']);
    let told: ChatChange[];

    beforeEach(() => {
      told = [];
    });

    function posting(): ReturnType<typeof createPosting> {
      const tell = { chatChanged: (change: ChatChange) => told.push(change), joined() {}, left() {} };
      const changeChat = createChangeChat({ database: db.database, tell: tell as unknown as Tell, lanes: new Lanes() });
      const by = { agentId: 'assistant', askedBy: place.userId };
      return createPosting(changeChat, { chatId: place.chatId, runId: newId(), ...by });
    }

    it('writes an event as a message of its own, for people to answer', async () => {
      expect(await posting().event(event)).toBe('posted');
      const [message] = await messagesOf(db.database, place.chatId);
      const { title: text, ...appointment } = event;
      expect(message).toMatchObject({
        ...{ senderId: 'assistant', senderKind: 'agent', text, seq: 1 },
        appointment: { ...appointment, coming: [], cancelled: false },
      });
      expect(told).toMatchObject([{ messages: [{ id: message?.id }], version: message?.version }]);
    });

    it('writes a poll as one, in which nobody has voted', async () => {
      expect(await posting().poll(poll)).toBe('posted');
      const [message] = await messagesOf(db.database, place.chatId);
      const choices = poll.choices.map((text) => ({ text, voters: [] }));
      expect(message).toMatchObject({
        ...{ senderId: 'assistant', senderKind: 'agent', text: 'Where?', seq: 1 },
        poll: { choices, several: true, closedAt: null },
      });
      expect(told).toMatchObject([{ messages: [{ id: message?.id }] }]);
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
      expect(await posting().event(event)).toBe('not-allowed');
      expect(await posting().poll(poll)).toBe('not-allowed');
      expect(await messagesOf(db.database, place.chatId)).toEqual([]);
      expect(told).toEqual([]);
    });
  });
});
