import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { newId } from '../../shared/ids.ts';
import type { Reply } from '../../shared/reply.ts';
import { type ClientState, emptyState } from '../state.ts';
import { nodePlatform, TusServer } from '../testing/tusServer.ts';
import { createFileSender } from './sendFile.ts';
import { openUploadBox } from './uploadBox.ts';
import { createUploads, type Uploads } from './uploads.ts';

const chatId = newId();
const server = new TusServer();
const opened: Uploads[] = [];
let boxes = 0;
let seen: (fileId: string) => Promise<Reply<unknown>>;

beforeEach(async () => {
  boxes++;
  seen = () => Promise.resolve({ ok: true, data: {} });
  server.before = () => {};
  server.requests.length = 0;
  server.metadata.length = 0;
  await server.start();
  return async () => server.remove();
});

afterEach(() => {
  for (const uploads of opened.splice(0)) uploads.stop();
});

/** A page; those without a `box` share what this test keeps. */
function open({ box = `box-${boxes}`, room = 1_000_000 } = {}) {
  const store = createStore<ClientState>(() => emptyState);
  const settled = vi.fn();
  let up = true;
  const uploads = createUploads({
    store,
    box: openUploadBox(box, room),
    sender: createFileSender(server.url, nodePlatform),
    view: (fileId) => seen(fileId),
    isUp: () => up,
    onSettled: settled,
    lockName: box,
  });
  opened.push(uploads);
  const stateOf = (id: string) => store.getState().uploads[id]?.state;
  return {
    uploads,
    store,
    settled,
    stateOf,
    setUp: (now: boolean) => {
      up = now;
    },
    attach: (...texts: string[]) =>
      uploads.attach(
        chatId,
        texts.map((text, index) => ({ file: new File([text], `note ${index}.txt`, { type: 'text/plain' }) })),
        'tray',
      ),
    stored: (id: string) =>
      vi.waitFor(
        () => {
          const state = stateOf(id);
          if (state?.kind !== 'stored') throw new Error(`it is ${JSON.stringify(state)}`);
          return state.fileId;
        },
        { timeout: 8000 },
      ),
  };
}

test('files are sent as soon as they are chosen, and go with a message when they are there', async () => {
  const page = open();
  const ids = page.attach('one', 'two', 'three');
  expect(page.store.getState().trays[chatId]).toEqual(ids);
  expect(page.uploads.progress(ids)).toBe('pending');

  const fileIds = await Promise.all(ids.map(page.stored));
  expect(await Promise.all(fileIds.map((id) => server.stored(id)))).toEqual(['one', 'two', 'three']);
  expect(server.metadata.map(({ name }) => name).sort()).toEqual(['note 0.txt', 'note 1.txt', 'note 2.txt']);
  expect(page.uploads.progress(ids)).toBe('ready');
  expect(page.uploads.fileIds(ids)).toEqual(fileIds);
  expect(page.settled).toHaveBeenCalled();

  page.uploads.assign(chatId, ids, newId());
  expect(page.store.getState().trays).toEqual({});
  page.uploads.release(ids);
  expect(page.store.getState().uploads).toEqual({});
});

test('a voice note tells how long it is and what it looks like', async () => {
  const page = open();
  const file = new File(['sound'], 'Voice note.webm', { type: 'audio/webm' });
  const [id = ''] = page.uploads.attach(chatId, [{ file, voice: { durationMs: 1200, waveform: [0, 31] } }], 'message');
  await page.stored(id);
  expect(page.store.getState().trays).toEqual({});
  expect(server.metadata).toEqual([{ id, name: 'Voice note.webm', voice: '1', durationMs: '1200', waveform: '0,31' }]);
});

test('no more than two are on their way at once', async () => {
  const page = open();
  const ids = page.attach('a', 'b', 'c', 'd', 'e', 'f');
  let most = 0;
  page.store.subscribe(({ uploads }) => {
    most = Math.max(most, Object.values(uploads).filter(({ state }) => state.kind === 'sending').length);
  });
  await Promise.all(ids.map(page.stored));
  expect(most).toBe(2);
});

test('nothing is begun without a connection, and all of it when there is one', async () => {
  const page = open();
  page.setUp(false);
  const [id = ''] = page.attach('later');
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(server.requests).toEqual([]);
  expect(page.stateOf(id)).toEqual({ kind: 'waiting' });
  page.setUp(true);
  page.uploads.resume();
  expect(await server.stored(await page.stored(id))).toBe('later');
});

test('goes on where it was when the server comes back', async () => {
  const page = open();
  const text = 'x'.repeat(9_000_000);
  let pieces = 0;
  server.before = (method) => {
    if (method === 'PATCH') pieces++;
    return pieces === 2 && method === 'PATCH' ? { status: 502 } : undefined;
  };
  const [id = ''] = page.attach(text);
  await expect.poll(() => pieces).toBe(2);
  const fileId = await page.stored(id);
  // One piece before the fault, one that was refused, two for what was missing.
  expect(server.requests).toEqual(['POST', 'PATCH', 'PATCH', 'HEAD', 'PATCH', 'PATCH']);
  expect((await server.stored(fileId)).length).toBe(text.length);
});

test('what the server refuses is for the person to decide', async () => {
  const page = open();
  const refusal = { ok: false, code: 'too-large', reason: 'quota', message: 'There is no room left.' };
  server.before = () => ({ status: 413, body: JSON.stringify(refusal) });
  const [id = ''] = page.attach('much');
  await expect.poll(() => page.stateOf(id)).toEqual({ kind: 'failed', failure: refusal });
  expect(page.uploads.progress([id])).toBe('failed');

  server.before = () => {};
  page.uploads.retry(id);
  await page.stored(id);
});

test('what came but turned out to be broken is refused too', async () => {
  const page = open();
  const failure = { ok: false, code: 'conflict', reason: 'refused', message: 'It is broken.' } as const;
  seen = () => Promise.resolve(failure);
  const [id = ''] = page.attach('not what it says');
  await expect.poll(() => page.stateOf(id)).toEqual({ kind: 'failed', failure });
});

test('what the server has forgotten meanwhile is sent once more', async () => {
  const page = open();
  const [id = ''] = page.attach('late');
  await fetch(`${server.url}/api/files/${await page.stored(id)}`, {
    method: 'DELETE',
    headers: { 'tus-resumable': '1.0.0' },
  });
  expect(page.uploads.again([id])).toBe(true);
  expect(page.uploads.progress([id])).toBe('pending');
  expect(await server.stored(await page.stored(id))).toBe('late');
  expect(page.uploads.again([id])).toBe(false);
});

test('one that is taken out is no longer sent, nor kept here or there', async () => {
  const page = open();
  const [id = '', other = ''] = page.attach('away', 'stays');
  const fileId = await page.stored(id);
  await page.stored(other);
  page.uploads.remove(id);
  expect(page.store.getState().trays[chatId]).toEqual([other]);
  await expect.poll(() => server.requests).toContain('DELETE');
  const isStored = () =>
    server.stored(fileId).then(
      () => true,
      () => false,
    );
  await expect.poll(isStored).toBe(false);

  const next = open();
  await next.uploads.load([]);
  expect(next.store.getState().trays[chatId]).toEqual([other]);
});

test('survives the app being killed: in the composer, or with its message', async () => {
  const page = open();
  page.setUp(false);
  const [chosen = '', sent = ''] = page.attach('chosen', 'sent');
  const messageId = newId();
  page.uploads.assign(chatId, [sent], messageId);
  await expect.poll(() => openUploadBox(`box-${boxes}`).all()).toHaveLength(2);

  const next = open();
  await next.uploads.load([{ id: messageId, files: [sent] }]);
  expect(next.store.getState().trays[chatId]).toEqual([chosen]);
  expect(await server.stored(await next.stored(sent))).toBe('sent');
  expect(await server.stored(await next.stored(chosen))).toBe('chosen');
});

test('files of a message that was stored before the app was killed are gone', async () => {
  const page = open();
  const [id = ''] = page.attach('done');
  page.uploads.assign(chatId, [id], newId());
  await page.stored(id);
  await expect
    .poll(async () => (await openUploadBox(`box-${boxes}`).all())[0])
    .toMatchObject({ stored: true, messageId: expect.any(String) as string });
  const next = open();
  await next.uploads.load([]);
  expect(next.store.getState().uploads).toEqual({});
  expect(await openUploadBox(`box-${boxes}`).all()).toEqual([]);
});

test('what is too large to be kept says so, and is lost with the page', async () => {
  const page = open({ room: 5 });
  page.setUp(false);
  const [small = '', large = ''] = page.attach('12345', '123456');
  await expect.poll(() => page.store.getState().uploads[large]?.kept).toBe(false);
  expect(page.store.getState().uploads[small]?.kept).toBe(true);
  page.setUp(true);
  page.uploads.resume();
  expect(await server.stored(await page.stored(large))).toBe('123456');
  page.setUp(false);
  const [unsent = ''] = page.attach('never sent');
  await expect.poll(() => page.store.getState().uploads[unsent]?.kept).toBe(false);

  const next = open({ room: 5 });
  await next.uploads.load([{ id: newId(), files: [small, large, unsent] }]);
  expect(next.uploads.progress([large])).toBe('ready');
  expect(next.uploads.progress([unsent])).toBe('failed');
});

test('files of a message given up stand in the composer again', async () => {
  const page = open();
  const ids = page.attach('a', 'b');
  page.uploads.assign(chatId, ids, newId());
  page.uploads.giveBack(chatId, ids);
  expect(page.store.getState().trays[chatId]).toEqual(ids);
});
