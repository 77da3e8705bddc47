import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

forEachStore('appointments as files', (form) => {
  let app: TestApp;
  let [ada, ben, eve] = [{} as TestPerson, {} as TestPerson, {} as TestPerson];
  const [chatId, dateId, textId] = [newId(), newId(), newId()];

  beforeAll(async () => {
    app = await startApp(form);
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    [ben, eve] = [await app.signUp('Ben'), await app.signUp('Eve')];
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben.id, eve.id] });
    await socket.do('member:remove', { chatId, contactId: eve.id });
    const appointment = { startsAt: 0, endsAt: null, allDay: false, place: 'Hive 3', description: '' };
    await socket.do('message:send', { id: dateId, chatId, text: 'Harvest', appointment });
    await socket.do('message:send', { id: textId, chatId, text: 'Harvest' });
    socket.close();
  });
  afterAll(() => app.close());

  function get(person: TestPerson | null, messageId: string, chat = chatId): Promise<Response> {
    const headers: Record<string, string> = person === null ? {} : { cookie: person.cookie };
    return fetch(`${app.url}/api/chats/${chat}/messages/${messageId}/event.ics`, { headers });
  }

  it('are given to members, as nothing but files', async () => {
    const response = await get(ben, dateId);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(response.headers.get('content-disposition')).toBe('attachment; filename="event.ics"');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toMatch(/SUMMARY:Harvest[^]*LOCATION:Hive 3/);
  });

  it('are not there for others, nor where there is none', async () => {
    const elsewhere = newId();
    const socket = await ada.connect();
    await socket.do('chat:create', { id: elsewhere, kind: 'group', title: 'Wasps', contacts: [] });
    socket.close();
    const statuses = await Promise.all([
      get(null, dateId),
      get(eve, dateId),
      get(ben, dateId, elsewhere),
      get(ada, dateId, elsewhere),
      get(ben, textId),
      get(ben, newId()),
      get(ben, 'x'),
    ]);
    expect(statuses.map(({ status }) => status)).toEqual([401, 404, 404, 404, 404, 404, 400]);
  });
});
