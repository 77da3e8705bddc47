import 'fake-indexeddb/auto';
import { beforeEach, expect, test, vi } from 'vitest';
import { forgetStash, peekShared, stash, takeShared, takeStashed } from './stash.ts';

const DAY_MS = 24 * 60 * 60_000;

beforeEach(async () => {
  await takeShared();
  await takeStashed(() => true);
});

test('what is meant for a chat stands below what was, and is taken once', async () => {
  const file = new File(['x'], 'x.txt');
  await stash({ chatId: 'bees', text: 'first', files: [] });
  await stash({ chatId: 'bees', text: 'second', files: [file] });
  await stash({ chatId: 'other', text: 'elsewhere', files: [] });
  const [one, two] = await Promise.all([takeStashed((id) => id === 'bees'), takeStashed((id) => id === 'bees')]);
  expect([...one, ...two]).toMatchObject([{ chatId: 'bees', text: 'first\nsecond', files: [{ name: 'x.txt' }] }]);
  expect(await takeStashed(() => true)).toMatchObject([{ chatId: 'other' }]);
});

test('what is shared takes the place of what was, and is forgotten after a day; a reply is not', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  await stash({ chatId: null, text: 'first', files: [] });
  await stash({ chatId: null, text: 'second', files: [] });
  await stash({ chatId: 'bees', text: 'reply', files: [] });
  expect(await peekShared()).toMatchObject({ text: 'second' });
  vi.setSystemTime(Date.now() + DAY_MS + 1);
  expect(await takeShared()).toBeUndefined();
  expect(await takeStashed(() => true)).toMatchObject([{ text: 'reply' }]);
  vi.useRealTimers();
});

test('who signs out leaves nothing meant for their chats, but what still is to be shared', async () => {
  await stash({ chatId: 'bees', text: 'reply', files: [] });
  await stash({ chatId: null, text: 'shared', files: [] });
  await forgetStash();
  expect(await takeStashed(() => true)).toEqual([]);
  expect(await takeShared()).toMatchObject({ text: 'shared' });
});
