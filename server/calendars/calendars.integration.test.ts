import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { withoutSecrets } from '../../agents/guard/redactor.ts';
import { newId } from '../../shared/ids.ts';
import { listen } from '../listen.ts';
import { knownSecrets } from '../knownSecrets.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { Secret } from '../secret.ts';
import { createCalendarPort } from './calendarPort.ts';

const KEY = 'private-0123456789abcdef';
const ICS = [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'UID:1',
  'SUMMARY:Bees',
  'DTSTART:20260302T100000Z',
  'END:VEVENT',
  'END:VCALENDAR',
].join('\r\n');
const signal = new AbortController().signal;

/** A host of calendars; `answer` is what it does next. */
function openHost() {
  const asked: IncomingMessage[] = [];
  const host = {
    asked,
    answer(_: IncomingMessage, response: ServerResponse): void {
      response.end(ICS);
    },
    port: 0,
    server: createServer((request, response) => {
      asked.push(request);
      host.answer(request, response);
    }),
  };
  return host;
}

forEachStore('calendars that people subscribe to', (form) => {
  const host = openHost();
  const usual = host.answer;
  let app: TestApp;
  let ada: TestPerson;
  let ben: TestPerson;
  let socket: TestSocket;
  let address: string;

  beforeAll(async () => {
    host.port = await listen(host.server, 0, '127.0.0.1');
    address = `http://127.0.0.1:${host.port}/${KEY}/basic.ics`;
    app = await startApp(form, { overrides: { reach: { mayReach: (at) => at === '127.0.0.1', anyPort: true } } });
    ada = await app.signUp('Ada');
    socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    ben = await app.signUp('Ben');
  });
  afterAll(async () => {
    await app.close();
    host.server.close();
    host.server.closeAllConnections();
  });
  afterEach(async () => {
    host.answer = usual;
    const { calendars } = await socket.do('calendar:list', {});
    for (const { id } of calendars) await socket.do('calendar:remove', { calendarId: id });
    host.asked.length = 0;
  });

  const add = (name = 'Work') => socket.do('calendar:add', { name, colour: 'teal', address });

  it('are fetched at once, and kept without their address', async () => {
    const { calendar } = await add();
    expect(calendar).toMatchObject({
      name: 'Work',
      colour: 'teal',
      host: `127.0.0.1:${host.port}`,
      hint: 'basic.ics',
      failure: null,
    });
    expect(calendar.fetchedAt).toBeGreaterThan(0);
    const listed = await socket.do('calendar:list', {});
    expect(listed.calendars).toEqual([calendar]);
    const { rows } = await app.app.parts.database.pool.query('select * from calendar');
    expect(rows[0]).toMatchObject({ ics: ICS });
    for (const held of [listed, calendar, { ...rows[0], ics: '' }, app.logged])
      expect(JSON.stringify(held)).not.toContain(KEY);
  });

  it('are their own', async () => {
    const { calendar } = await add();
    const other = await ben.connect();
    expect(await other.do('calendar:list', {})).toEqual({ calendars: [] });
    for (const name of ['calendar:refresh', 'calendar:remove', 'calendar:update'] as const) {
      expect(await other.ask(name, { calendarId: calendar.id })).toMatchObject({ ok: false, reason: 'calendar' });
    }
    other.close();
    expect((await socket.do('calendar:list', {})).calendars).toHaveLength(1);
  });

  it('are told of to the other devices of who has them, and to nobody else', async () => {
    const [phone, other] = await Promise.all([ada.connect(), ben.connect()]);
    const { calendar } = await add();
    const calendarId = calendar.id;
    await socket.do('calendar:update', { calendarId, name: 'Hive' });
    await socket.do('calendar:remove', { calendarId });
    await Promise.all([phone.settle(), other.settle()]);
    const versions = phone.eventsOf('user:changed').map(({ version }) => version);
    const [first = 0] = versions;
    expect(versions).toEqual([first, first + 1, first + 2]);
    expect(other.eventsOf('user:changed')).toEqual([]);
    phone.close();
    other.close();
  });

  it('are known to the guard, in every process, until they are gone', async () => {
    const { calendar } = await add();
    const { calendars } = app.app.parts;
    const sought = knownSecrets({
      env: {
        databaseUrl: undefined,
        mail: undefined,
        otlp: undefined,
        redisUrl: undefined,
        search: { searxngUrl: undefined, tavily: undefined, brave: undefined, perplexity: undefined },
      },
      secret: new Secret('a secret of more than thirty-two characters'),
      vapid: { privateKey: '' },
      keys: [() => calendars.secrets()],
    });
    expect(withoutSecrets(`It is ${address}.`, sought())).toBe(
      `It is http://127.0.0.1:${host.port}/[secret]/basic.ics.`,
    );
    await socket.do('calendar:remove', { calendarId: calendar.id });
    expect(calendars.secrets()).toEqual([]);
  });

  it('are asked for only if they changed', async () => {
    host.answer = (request, response) => {
      if (request.headers['if-none-match'] === '"1"') response.writeHead(304).end();
      else response.setHeader('etag', '"1"').end(ICS);
    };
    const { calendar } = await add();
    await app.app.parts.database.pool.query(`update calendar set "lookedAt" = now() - interval '5 seconds'`);
    const again = await socket.do('calendar:refresh', { calendarId: calendar.id });
    expect(host.asked.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"1"']);
    expect(again.calendar).toMatchObject({ failure: null });
    const [kept] = await app.app.parts.calendars.read([ada.id], signal);
    expect(kept).toMatchObject({ text: { ics: ICS }, stale: null });
  });

  it('are read from their copies, which are made anew when they are old', async () => {
    const { calendar } = await add();
    const { calendars, database } = app.app.parts;
    await Promise.all([calendars.read([ada.id], signal), calendars.read([ada.id], signal)]);
    expect(host.asked).toHaveLength(1);
    await database.pool.query(
      `update calendar set "lookedAt" = now() - interval '11 minutes', "fetchedAt" = now() - interval '3 hours'`,
    );
    host.answer = (_, response) => void response.writeHead(503).end();
    const [kept] = await calendars.read([ada.id], signal);
    expect(host.asked).toHaveLength(2);
    expect(kept?.text.ics).toBe(ICS);
    expect(kept?.stale).toContain('3 hours ago');
    expect((await socket.do('calendar:list', {})).calendars).toMatchObject([
      { id: calendar.id, failure: 'unreachable' },
    ]);
    // A host that is down is not asked again at once.
    await calendars.read([ada.id], signal);
    expect(host.asked).toHaveLength(2);
  });

  it.each<[string, (request: IncomingMessage, response: ServerResponse) => void, string]>([
    ['is gone', (_, response) => void response.writeHead(404).end(), 'not-found'],
    ['wants a key', (_, response) => void response.writeHead(401).end(), 'denied'],
    ['breaks the line', (request) => void request.socket.destroy(), 'unreachable'],
    ['is a page', (_, response) => void response.end('<html>Sign in</html>'), 'no-calendar'],
    ['is too large', (_, response) => void response.writeHead(200, { 'content-length': '5000000' }).end(), 'too-large'],
    [
      'leads into our network',
      (_, response) => void response.writeHead(302, { location: 'http://10.0.0.1/a.ics' }).end(),
      'refused',
    ],
    [
      'leads to a file',
      (_, response) => void response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
      'refused',
    ],
    ['leads round', (_, response) => void response.writeHead(302, { location: '/again' }).end(), 'refused'],
  ])('say why there is none where what is there %s', async (_, answer, failure) => {
    host.answer = answer;
    expect((await add()).calendar).toMatchObject({ fetchedAt: null, failure });
    const [kept] = await app.app.parts.calendars.read([ada.id], signal);
    expect(kept).toMatchObject({ text: { ics: '' }, stale: 'it could not be fetched' });
  });

  it('follow where they moved to', async () => {
    host.answer = (request, response) => {
      if (request.url === '/there') response.end(ICS);
      else response.writeHead(301, { location: '/there' }).end();
    };
    expect((await add()).calendar).toMatchObject({ failure: null });
  });

  it('cannot be taken from another protocol, nor be too many', async () => {
    const wrong = await socket.ask('calendar:add', { name: 'A', colour: 'red', address: 'https://me:pw@example.com/' });
    expect(wrong).toMatchObject({ ok: false, reason: 'calendar-address' });
    for (let at = 0; at < 20; at++) await add(`Number ${at}`);
    const more = await socket.ask('calendar:add', { name: 'More', colour: 'red', address });
    expect(more).toMatchObject({ ok: false, reason: 'calendars' });
  });

  it('cannot be too many by being added at the same time', async () => {
    for (let at = 0; at < 15; at++) await add(`Number ${at}`);
    await Promise.all(
      Array.from({ length: 20 }, () => socket.ask('calendar:add', { name: 'More', colour: 'red', address })),
    );
    expect((await socket.do('calendar:list', {})).calendars.length).toBeLessThanOrEqual(20);
  });

  it('ask no host as often as somebody likes', async () => {
    const { calendar } = await add();
    for (let at = 0; at < 5; at++) await socket.do('calendar:refresh', { calendarId: calendar.id });
    expect(host.asked).toHaveLength(1);
  });

  it('are read up to a share of each person, so that nobody takes the room of others', async () => {
    const { calendars, database } = app.app.parts;
    const bens = await ben.connect();
    for (let at = 0; at < 5; at++) await add(`Number ${at}`);
    const { calendar } = await bens.do('calendar:add', { name: 'Home', colour: 'red', address });
    const fill = `update calendar set ics = ics || repeat(' ', 3900000) where "userId" = $1`;
    await database.pool.query(fill, [ada.id]);
    const kept = await calendars.read([ada.id, ben.id], signal);
    expect(kept.map(({ userId, text }) => [userId, text.ics.length > 0])).toEqual([
      ...[true, true, false, false, false].map((isThere) => [ada.id, isThere]),
      [ben.id, true],
    ]);
    expect(kept[2]?.stale).toContain('too large');
    await bens.do('calendar:remove', { calendarId: calendar.id });
    bens.close();
  });

  it('wait for no host of somebody else that keeps silent', async () => {
    const silent: ServerResponse[] = [];
    host.answer = (request, response) => {
      if (request.url === '/silent') silent.push(response);
      else response.end(ICS);
    };
    const bens = await ben.connect();
    const slow = Array.from({ length: 12 }, (_, at) => {
      const calendar = { name: `Slow ${at}`, colour: 'red' as const, address: `http://127.0.0.1:${host.port}/silent` };
      return bens.ask('calendar:add', calendar);
    });
    await expect.poll(() => silent.length).toBeGreaterThan(0);
    await add();
    host.answer = usual;
    for (const response of silent) response.end(ICS);
    await Promise.all(slow);
    for (const { id } of (await bens.do('calendar:list', {})).calendars)
      await bens.do('calendar:remove', { calendarId: id });
    bens.close();
  });

  describe('tell agents', () => {
    it('who is in the chat now, and what they allow', async () => {
      const chatId = newId();
      await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben.id, 'assistant'] });
      const port = createCalendarPort(app.app.parts, { chatId, askedBy: ada.id });
      const bens = await ben.connect();
      await bens.do('preferences:set', { shareBusy: true, timeZone: 'Asia/Tokyo' });
      const { asker, members, isPrivate } = await port.people();
      expect(isPrivate).toBe(false);
      expect(asker).toMatchObject({ id: ada.id, sharesBusy: false });
      expect(members).toHaveLength(2);
      expect(members).toContainEqual({ id: ben.id, name: 'Ben', timeZone: 'Asia/Tokyo', sharesBusy: true });
      await bens.do('member:leave', { chatId });
      expect((await port.people()).members.map(({ id }) => id)).toEqual([ada.id]);
      // Who joins a group later reads what was said.
      expect((await port.people()).isPrivate).toBe(false);
      await expect(createCalendarPort(app.app.parts, { chatId, askedBy: ben.id }).people()).rejects.toThrow();
      bens.close();
    });

    it('that a chat with an agent alone is private', async () => {
      const { chatId } = await socket.do('chat:direct', { contactId: 'assistant' });
      expect(await createCalendarPort(app.app.parts, { chatId, askedBy: ada.id }).people()).toMatchObject({
        isPrivate: true,
      });
      const { chatId: withBen } = await socket.do('chat:direct', { contactId: ben.id });
      expect(await createCalendarPort(app.app.parts, { chatId: withBen, askedBy: ada.id }).people()).toMatchObject({
        isPrivate: false,
      });
    });
  });
});
