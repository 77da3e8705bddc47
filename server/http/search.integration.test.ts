import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { SearchPage } from '../../shared/search.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

forEachStore('the route of the search', (form) => {
  let server: TestApp;
  let ada: TestPerson;
  let bob: TestPerson;
  let chatId: string;
  beforeAll(async () => {
    server = await startApp(form);
    ada = await server.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    bob = await server.signUp('Bob');
    ({ chatId } = await socket.do('chat:create', { id: newId(), kind: 'group', title: 'Bees', contacts: [bob.id] }));
    await socket.do('message:send', { id: newId(), chatId, text: 'The Blüten of the lime trees' });
    await socket.do('message:send', { id: newId(), chatId, text: 'https://example.org/2026' });
    socket.close();
  });
  afterAll(() => server.close());

  async function found(person: TestPerson, query: string): Promise<string[]> {
    const { reply } = await person.ask(`/api/search?limit=10&${query}`);
    if (!reply.ok) throw new Error(reply.code);
    return (reply.data as SearchPage).hits.map(({ excerpt }) => excerpt);
  }

  it('answers members, by words and by numbers', async () => {
    for (const person of [ada, bob]) {
      expect(await found(person, 'text=bluete')).toEqual(['The Blüten of the lime trees']);
      expect(await found(person, `text=2026&chatId=${chatId}`)).toEqual(['https://example.org/2026']);
      expect(await found(person, `has=link`)).toEqual(['https://example.org/2026']);
    }
  });

  it.each([
    ['text=x', 400],
    ['limit=0&text=x', 400],
    ['limit=101&text=x', 400],
    [`limit=1&text=${'x'.repeat(201)}`, 400],
    ['limit=1&text=x&has=everything', 400],
    ['limit=1&text=x&from=yesterday', 400],
    ['limit=1&text=x&chatId=7', 400],
    ['limit=1&text=x&senderId=%27', 400],
    [`limit=1&text=x&chatId=${newId()}`, 404],
  ])('answers %s with %i', async (query, status) => {
    expect(await ada.ask(`/api/search?${query}`)).toMatchObject({ status, reply: { ok: false } });
  });

  it('answers no stranger, and nobody who has left', async () => {
    expect(await server.ask('/api/search?text=lime&limit=1')).toMatchObject({ status: 401 });
    const socket = await bob.connect();
    await socket.do('member:leave', { chatId });
    socket.close();
    expect(await found(bob, 'text=lime')).toEqual([]);
    expect(await bob.ask(`/api/search?text=lime&limit=1&chatId=${chatId}`)).toMatchObject({ status: 404 });
    expect(await found(ada, 'text=lime')).toHaveLength(1);
  });
});
