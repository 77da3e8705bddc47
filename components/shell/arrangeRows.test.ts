import { expect, it } from 'vitest';
import { type ChatRow, selectChatRows } from '../../client/select/chatRows.ts';
import { plainSetting } from '../../shared/chat.ts';
import { signedInState, storyId } from '../testing/fakeState.ts';
import { arrangeRows } from './arrangeRows.ts';

const now = Date.parse('2026-11-21T10:00:00Z');
const order = ['research', 'coder', 'creative', 'business', 'support', 'assistant', 'translator', 'health'];
const contacts = (rows: readonly ChatRow[]) => rows.map((row) => row.contact?.id ?? row.title);

it('puts direct chats without a word last, in the order of the agents', () => {
  const state = signedInState(
    [
      { id: 20, kind: 'group', title: 'Empty group', members: [storyId(2)], said: [] },
      { id: 21, kind: 'direct', members: ['health'], said: [{ from: 'health', text: 'Hello', ago: 90_000 }] },
      { id: 22, kind: 'direct', members: [storyId(2)], said: [] },
    ],
    now,
  );
  const rows = arrangeRows(selectChatRows(state), order);
  expect(contacts(rows)).toEqual(['Empty group', 'health', ...order.slice(0, 7), storyId(2)]);
});

it('keeps a chat with a draft among those that were talked in', () => {
  const state = signedInState([], now);
  const chatId = Object.values(state.chats).find((chat) => 'health' in chat.members)!.chat.id;
  const drafted = { ...state, settings: { ...state.settings, [chatId]: { chatId, ...plainSetting, draft: 'Hi' } } };
  expect(contacts(arrangeRows(selectChatRows(drafted), order))[0]).toBe('health');
});

it('gives back the very same list where nothing waits', () => {
  const rows: readonly ChatRow[] = [];
  expect(arrangeRows(rows, order)).toBe(rows);
});
