import { describe, expect, test } from 'vitest';
import type { Message } from '../../shared/message.ts';
import { anna, ben, chatId, chatRow, messageRow, uuid } from '../../shared/testing/rows.ts';
import type { Action, ActionInput, ActionName } from '../action.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { overlayChat, overlayMarks, overlaySetting, selectChat, selectMarks, selectSetting } from './overlay.ts';
import { selectThread } from './thread.ts';

let count = 0;

function act<N extends ActionName>(name: N, input: Omit<ActionInput<N>, 'chatId'>): Action {
  count++;
  return { id: uuid(count), name, input: { chatId, ...input }, by: anna, at: 5000 + count, version: null } as Action;
}

const [first, second] = [messageRow(1), messageRow(2, { senderId: ben })];

function shown(message: Message, ...actions: Action[]): Message | undefined {
  return overlayChat(chatWith({ messages: [message] }), actions).messages[message.id];
}

describe('over a message', () => {
  test('a reaction joins those of others, and going alone takes its emoji along', () => {
    const messageId = second.id;
    const liked = { ...second, reactions: [{ emoji: '👍', contactIds: [ben] }] };
    const on = act('message:react', { messageId, emoji: '👍', on: true });
    expect(shown(liked, on)?.reactions).toEqual([{ emoji: '👍', contactIds: [ben, anna] }]);
    expect(shown(liked, on, on)?.reactions).toEqual([{ emoji: '👍', contactIds: [ben, anna] }]);
    const heart = act('message:react', { messageId, emoji: '❤️', on: true });
    const off = act('message:react', { messageId, emoji: '❤️', on: false });
    expect(shown(liked, heart)?.reactions?.map(({ emoji }) => emoji)).toEqual(['👍', '❤️']);
    expect(shown(liked, heart, off)?.reactions).toEqual(liked.reactions);
    expect(shown(second, heart, off)?.reactions).toBeUndefined();
  });

  test('an edit shows the new text as edited; the same text changes nothing', () => {
    const edited = shown(first, act('message:edit', { messageId: first.id, text: 'anew' }));
    expect(edited).toMatchObject({ text: 'anew', editedAt: expect.any(Number) as number });
    expect(shown(first, act('message:edit', { messageId: first.id, text: first.text }))).toBe(shown(first));
  });

  test('a deleted one is a tombstone without a pin, which nothing revives', () => {
    const messageId = first.id;
    const pins = [{ messageId, seq: 1, by: ben, at: 1 }];
    const poll = { choices: [{ text: 'a', voters: [ben] }], several: false, closedAt: null };
    const chat = chatWith({ messages: [{ ...first, poll }], chat: chatRow({ pins }) });
    const after = overlayChat(chat, [
      act('message:delete', { messageId }),
      act('message:edit', { messageId, text: 'back' }),
      act('message:vote', { messageId, choices: [0] }),
    ]);
    expect(after.chat.pins).toEqual([]);
    expect(after.messages[messageId]).toMatchObject({ text: '', deletedAt: expect.any(Number) as number });
    expect(after.messages[messageId]?.poll).toBeUndefined();
  });

  test('a vote takes the place of the one before, until the poll is closed', () => {
    const messageId = second.id;
    const choices = [
      { text: 'a', voters: [anna, ben] },
      { text: 'b', voters: [] },
    ];
    const asked = { ...second, poll: { choices, several: false, closedAt: null } };
    const votes = (...actions: Action[]) => shown(asked, ...actions)?.poll?.choices.map(({ voters }) => voters);
    const vote = act('message:vote', { messageId, choices: [1] });
    expect(votes(vote)).toEqual([[ben], [anna]]);
    expect(votes(act('poll:close', { messageId }), vote)).toEqual([[anna, ben], []]);
  });

  test('an answer to an appointment takes the place of the one before', () => {
    const appointment = {
      startsAt: 0,
      endsAt: null,
      allDay: false,
      place: '',
      description: '',
      cancelled: false,
      coming: [
        { contactId: anna, answer: 'no' as const },
        { contactId: ben, answer: 'yes' as const },
      ],
    };
    const after = shown(
      { ...second, appointment },
      act('appointment:answer', { messageId: second.id, answer: 'maybe' }),
    );
    expect(after?.appointment?.coming).toEqual([
      { contactId: ben, answer: 'yes' },
      { contactId: anna, answer: 'maybe' },
    ]);
  });
});

test('pins come newest first and only once', () => {
  const pin = (messageId: string, on: boolean) => act('message:pin', { messageId, on });
  const chat = chatWith({ messages: [first, second] });
  const after = overlayChat(chat, [pin(first.id, true), pin(second.id, true), pin(second.id, true)]);
  expect(after.chat.pins.map(({ seq }) => seq)).toEqual([2, 1]);
  expect(overlayChat(after, [pin(first.id, false)]).chat.pins.map(({ seq }) => seq)).toEqual([2]);
});

test('what is not known here is left as it is', () => {
  const chat = chatWith({ messages: [first] });
  const messageId = uuid(99);
  const actions = [act('message:react', { messageId, emoji: '👍', on: true }), act('message:delete', { messageId })];
  expect(overlayChat(chat, actions)).toBe(chat);
});

test('marks and settings follow', () => {
  const chats = { [chatId]: chatWith({ messages: [first] }) };
  const star = act('message:star', { messageId: first.id, on: true });
  const hide = act('message:hide', { messageIds: [first.id, second.id], hidden: true });
  const marks = overlayMarks({}, [star, hide], chats);
  expect(marks[first.id]).toMatchObject({ seq: 1, starredAt: star.at, hidden: true });
  const undone = act('message:hide', { messageIds: [first.id, second.id], hidden: false });
  expect(Object.keys(overlayMarks({}, [star, hide, undone], chats))).toEqual([first.id]);
  const pinned = overlaySetting(undefined, [act('chat:set', { pinned: true, archived: true })]);
  expect(pinned).toMatchObject({ chatId, archived: true, pinnedAt: expect.any(Number) as number, notify: 'all' });
});

test('the selectors keep their results, and the thread leaves out what is hidden or cleared', () => {
  const chats = [chatWith({ messages: [first, second, messageRow(3)] })];
  const state = stateWith(chats, {
    actions: {
      [chatId]: [
        act('message:hide', { messageIds: [second.id], hidden: true }),
        act('message:react', { messageId: first.id, emoji: '👍', on: true }),
      ],
    },
  });
  expect(selectChat(state, chatId)).toBe(selectChat(state, chatId));
  expect(selectMarks(state)).toBe(selectMarks({ ...state, typing: {} }));
  const seqs = (now: typeof state) =>
    selectThread(now, chatId).items.flatMap((item) => (item.kind === 'message' ? [item.message.seq] : []));
  expect(seqs(state)).toEqual([1, 3]);
  const cleared = { ...state, actions: { [chatId]: [act('chat:set', { clearedSeq: 2 })] } };
  expect(selectSetting(cleared, chatId)?.clearedSeq).toBe(2);
  expect(seqs(cleared)).toEqual([3]);
  expect(selectThread(cleared, chatId).hasOlder).toBe(false);
});
