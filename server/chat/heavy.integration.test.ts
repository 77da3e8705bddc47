import { afterAll, beforeAll, expect, it } from 'vitest';
import type { MessagePage } from '../../shared/http.ts';
import { newId } from '../../shared/ids.ts';
import { MESSAGE_LENGTH } from '../../shared/message.ts';
import { PAGE_BYTES } from '../store/history.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { SYNC_BYTES } from './syncPlan.ts';

/** As many as do not fit into one answer. */
const MESSAGES = Math.ceil(SYNC_BYTES / MESSAGE_LENGTH) + 4;

forEachStore('a chat of very long messages', (form) => {
  let app: TestApp;
  let ada: TestPerson;
  const chatId = newId();

  beforeAll(async () => {
    app = await startApp(form);
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Long', contacts: [] });
    for (let n = 0; n < MESSAGES; n++) {
      await socket.do('message:send', { id: newId(), chatId, text: 'x'.repeat(MESSAGE_LENGTH) });
    }
    socket.close();
  });
  afterAll(() => app.close());

  it('is synced by its last page, of few messages', async () => {
    const socket = await ada.connect();
    for (const since of [0, 1]) {
      const { chats } = await socket.do('sync', { workspace: 0, user: 0, chats: { [chatId]: since } });
      const chat = chats.find((one) => one.chatId === chatId);
      expect(chat?.limited).toBe(true);
      const seqs = chat?.messages.map((message) => message.seq) ?? [];
      expect(seqs.length).toBeGreaterThan(1);
      expect(seqs.length).toBeLessThan(MESSAGES / 2);
      expect(seqs).toEqual(seqs.map((_, index) => MESSAGES - seqs.length + 1 + index));
    }
    socket.close();
  });

  it.each([
    ['', (seqs: number[]) => seqs.at(-1) === MESSAGES],
    ['&before=15', (seqs: number[]) => seqs.at(-1) === 14],
    ['&after=3', (seqs: number[]) => seqs[0] === 4],
    ['&around=10', (seqs: number[]) => seqs.includes(10) && seqs.includes(9) && seqs.includes(11)],
  ])('is read in short pages without gaps: limit=200%s', async (query, isRight) => {
    const { reply } = await ada.ask<MessagePage>(`/api/chats/${chatId}/messages?limit=200${query}`);
    const seqs = reply.ok ? reply.data.messages.map((message) => message.seq) : [];
    expect(seqs).toHaveLength(Math.ceil(PAGE_BYTES / MESSAGE_LENGTH));
    expect(seqs).toEqual(seqs.map((_, index) => (seqs[0] ?? 0) + index));
    expect(isRight(seqs)).toBe(true);
  });
});
