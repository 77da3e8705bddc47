import { expect, test } from 'vitest';
import type { Waggle } from '../../client/waggle.ts';
import { fakeWaggle } from '../testing/fakeWaggle.ts';
import { stories } from '../testing/stories.ts';
import { anna, messageRow, uuid } from '../../shared/testing/rows.ts';
import { createThreadUi } from './threadUi.ts';

function waggleWith(answers: Partial<Waggle>): Waggle {
  const state = stories.busy?.(0);
  if (!state) throw new Error('there is such a story');
  return { ...fakeWaggle(state, 0), ...answers };
}

test('messages that are not loaded are fetched together, each once; what is not there is known not to be', async () => {
  const asked: string[][] = [];
  const stored = messageRow(1, { senderId: anna });
  const command = (_name: string, input: { messageIds: string[] }) => {
    asked.push(input.messageIds);
    return Promise.resolve({ ok: true, data: { messages: [stored] } });
  };
  const ui = createThreadUi(waggleWith({ command: command as never }), uuid(1));
  for (const id of [stored.id, uuid(2), stored.id]) ui.fetch(id);
  await expect.poll(() => ui.store.getState().fetched).toEqual({ [stored.id]: stored, [uuid(2)]: null });
  ui.fetch(stored.id);
  ui.fetch(uuid(2));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(asked).toEqual([[stored.id, uuid(2)]]);
});

test('a jump from a reply leaves a way back; to what is gone it goes nowhere', async () => {
  const loadMessage = (_chatId: string, messageId: string) => Promise.resolve(messageId === uuid(1) ? null : 7);
  const ui = createThreadUi(waggleWith({ loadMessage }), uuid(1));
  expect(await ui.jump(uuid(1), uuid(3))).toBe(false);
  expect(ui.store.getState()).toMatchObject({ wanted: null, back: [] });
  expect(await ui.jump(uuid(2), uuid(3))).toBe(true);
  expect(ui.store.getState()).toMatchObject({ wanted: uuid(2), back: [uuid(3)] });
  ui.arrived();
  ui.goBack();
  await expect.poll(() => ui.store.getState().wanted).toBe(uuid(3));
  expect(ui.store.getState().back).toEqual([]);
});

test('replying and editing exclude each other, and ticks come and go', () => {
  const ui = createThreadUi(waggleWith({}), uuid(1));
  ui.reply(messageRow(1));
  ui.edit(messageRow(2));
  expect(ui.store.getState()).toMatchObject({ replyTo: null, editing: { seq: 2 } });
  ui.toggle(uuid(1));
  ui.toggle(uuid(2));
  ui.toggle(uuid(1));
  expect(ui.store.getState().selected).toEqual([uuid(2)]);
  ui.endSelection();
  expect(ui.store.getState().selected).toBeNull();
});
