import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { type PushService, startPushService, type TestBrowser } from './testing/pushService.ts';

forEachStore('notifications', (form) => {
  let service: PushService;
  let app: TestApp;
  let ada: TestPerson;
  let bob: TestPerson;
  let chatId: string;
  /** Bob's, which is told. */
  let phone: TestBrowser;

  beforeAll(async () => {
    service = await startPushService();
    const net = { mayReach: () => true, ca: service.ca };
    app = await startApp(form, { overrides: { push: { net, gather: { firstMs: 600_000, furtherMs: 600_000 } } } });
    ada = await app.signUp('Ada');
    await as(ada, (socket) => socket.do('workspace:update', { openSignUp: true }));
    bob = await app.signUp('Bob');
  });
  afterAll(async () => {
    await app.close();
    await service.close();
  });

  beforeEach(async () => {
    chatId = newId();
    await as(ada, (socket) =>
      socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [bob.id] }),
    );
    await app.app.parts.pusher.flush();
    phone = service.browser();
    await subscribe(bob, phone);
    await as(bob, (socket) => socket.do('preferences:set', { pushText: true, pushAgents: true, quiet: null }));
  });

  async function as<T>(person: TestPerson, act: (socket: Awaited<ReturnType<TestPerson['connect']>>) => Promise<T>) {
    const socket = await person.connect();
    try {
      return await act(socket);
    } finally {
      socket.close();
    }
  }

  function subscribe(person: TestPerson, browser: TestBrowser, locale: 'en' | 'de' = 'en'): Promise<unknown> {
    return as(person, (socket) => socket.do('push:subscribe', { ...browser.target, locale }));
  }

  function send(person: TestPerson, text: string, more: Partial<CommandInput<'message:send'>> = {}) {
    return as(person, (socket) => socket.do('message:send', { id: newId(), chatId, text, ...more }));
  }

  const settled = () => app.app.parts.pusher.flush();

  /** Resolves when so many notices are there, and everything that could be told is. */
  async function told(browser: TestBrowser, count: number): Promise<void> {
    const deadline = Date.now() + 15_000;
    for (;;) {
      await settled();
      if (browser.pushed.length >= count) return;
      if (Date.now() > deadline) throw new Error(`${browser.pushed.length} of ${count} notices came`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  it('reach a browser encrypted, and say who wrote what where', async () => {
    await send(ada, 'The **flowers** are open');
    await told(phone, 1);
    const [pushed] = phone.pushed;
    expect(pushed?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '259200', urgency: 'normal' });
    expect(pushed?.headers.topic).toMatch(/^[\w-]{32}$/);
    expect(phone.notices()).toMatchObject([
      {
        ...{ chatId, locale: 'en', occasion: 'message', count: 1, alert: true, cleared: [] },
        said: { title: 'Bees', direct: false, items: [{ from: 'Ada', text: 'The flowers are open' }] },
      },
    ]);
    expect(phone.notices()[0]?.unread).toBeGreaterThanOrEqual(1);
  });

  it('of a burst are one that grows', async () => {
    const socket = await ada.connect();
    const write = (n: number) => socket.do('message:send', { id: newId(), chatId, text: `Message ${n}` });
    for (let n = 0; n < 12; n++) await write(n);
    await told(phone, 1);
    for (let n = 12; n < 20; n++) await write(n);
    socket.close();
    await told(phone, 2);
    expect(phone.notices().map(({ count, alert, said }) => [count, alert, said?.items.at(-1)?.text])).toEqual([
      [12, true, 'Message 11'],
      [20, false, 'Message 19'],
    ]);
    expect(new Set(phone.pushed.map(({ headers }) => headers.topic)).size).toBe(1);
  });

  it('are not sent to who wrote, to who looks, nor of what is read', async () => {
    const own = service.browser();
    await subscribe(ada, own);
    const looking = await bob.connect();
    await looking.do('visibility:set', { visible: true });
    await send(ada, 'Seen at once');
    await settled();
    expect([own.pushed, phone.pushed]).toEqual([[], []]);
    await looking.do('visibility:set', { visible: false });
    const { messages } = await send(ada, 'Read on another device');
    await looking.do('receipt:mark', { delivered: {}, read: { [chatId]: messages?.[0]?.seq ?? 0 } });
    looking.close();
    await settled();
    expect(phone.pushed).toEqual([]);
    await send(ada, 'Now away');
    await told(phone, 1);
    await as(ada, (socket) => socket.do('push:unsubscribe', { endpoint: own.target.endpoint }));
  });

  it('tell a mention and a reply from the rest, and pass a chat that is muted', async () => {
    const { messages } = await send(bob, 'Who waters them?');
    await as(bob, (socket) => socket.do('chat:set', { chatId, notify: 'mentions' }));
    await send(ada, 'Somebody');
    await settled();
    expect(phone.pushed).toEqual([]);
    await send(ada, 'I do', { replyTo: messages?.[0]?.id ?? '' });
    await told(phone, 1);
    await settled();
    await send(ada, 'Thank you, @Bob');
    await told(phone, 2);
    expect(phone.notices().map(({ occasion, count }) => [occasion, count])).toEqual([
      ['reply', 1],
      ['mention', 1],
    ]);
    expect(phone.pushed.map(({ headers }) => headers.urgency)).toEqual(['high', 'high']);
    await as(bob, (socket) => socket.do('chat:set', { chatId, mutedUntil: Date.now() + 60_000 }));
    await send(ada, '@Bob?');
    await settled();
    expect(phone.pushed).toHaveLength(2);
  });

  it('say nothing of what was written where that is to stay private', async () => {
    await as(bob, (socket) => socket.do('preferences:set', { pushText: false }));
    await send(ada, 'A secret');
    await told(phone, 1);
    expect(JSON.stringify(phone.notices())).not.toMatch(/secret|Ada|Bees/);
    expect(phone.notices()).toMatchObject([{ kind: 'notice', chatId, count: 1 }]);
  });

  it('of an agent come when it is done, to who asked', async () => {
    const asking = service.browser();
    await subscribe(ada, asking, 'de');
    await as(ada, (socket) => socket.do('member:add', { chatId, contactIds: ['coder'] }));
    await send(ada, '@coder what is a hive?');
    await told(asking, 1);
    expect(asking.notices()).toMatchObject([
      { locale: 'de', occasion: 'answer', said: { items: [{ from: 'Coder' }] } },
    ]);
    expect(asking.notices()[0]?.said?.items[0]?.text).not.toBe('');
    expect(phone.notices().map(({ occasion }) => occasion)).not.toContain('answer');
    await as(ada, (socket) => socket.do('push:unsubscribe', { endpoint: asking.target.endpoint }));
  });

  it('tell who may raise a limit that most of it is spent, unless it is quiet, and keep the sums private', async () => {
    const scope = { kind: 'chat', id: chatId } as const;
    const sums = { spentMicros: 900_000, limitMicros: 1_000_000 };
    const state = { scope, window: 'day', ...sums, reservedMicros: 0, warned: true, endsAt: 0 } as const;
    const { tell } = app.app.parts;
    tell.budgetWarned([bob.id], state);
    await told(phone, 1);
    const notice = { kind: 'limit', locale: 'en', of: 'chat', window: 'day' };
    expect(phone.pushed[0]?.notice).toEqual({ ...notice, sums });
    await as(bob, (socket) => socket.do('preferences:set', { pushText: false }));
    tell.budgetWarned([bob.id], state);
    await told(phone, 2);
    expect(phone.pushed[1]?.notice).toEqual(notice);
    const minute = Math.floor(Date.now() / 60_000);
    const now = { from: (minute - 10) % 1440, to: (minute + 10) % 1440, timeZone: 'UTC' };
    await as(bob, (socket) => socket.do('preferences:set', { quiet: now }));
    tell.budgetWarned([bob.id], state);
    await settled();
    expect(phone.pushed).toHaveLength(2);
  });

  it('say that one was added to a group, and not that one made it', async () => {
    const own = service.browser();
    await subscribe(ada, own);
    const other = newId();
    await as(ada, (socket) =>
      socket.do('chat:create', { id: other, kind: 'group', title: 'Wasps', contacts: [bob.id] }),
    );
    await told(phone, 1);
    expect(phone.notices()).toMatchObject([{ chatId: other, occasion: 'added', said: { title: 'Wasps', items: [] } }]);
    await settled();
    expect(own.pushed).toEqual([]);
    await as(ada, (socket) => socket.do('push:unsubscribe', { endpoint: own.target.endpoint }));
  });

  it('name in the next one what was read elsewhere meanwhile', async () => {
    const { messages } = await send(ada, 'First');
    await told(phone, 1);
    await settled();
    await as(bob, (socket) =>
      socket.do('receipt:mark', { delivered: {}, read: { [chatId]: messages?.[0]?.seq ?? 0 } }),
    );
    const other = newId();
    await as(ada, (socket) =>
      socket.do('chat:create', { id: other, kind: 'group', title: 'Wasps', contacts: [bob.id] }),
    );
    await told(phone, 2);
    expect(phone.notices()[1]).toMatchObject({ chatId: other });
    expect(phone.notices()[1]?.cleared).toContain(chatId);
  });

  it('end with the session, and with a browser that is gone', async () => {
    const elsewhere = await bob.signIn();
    const laptop = service.browser();
    await subscribe(elsewhere, laptop);
    phone.answer(410);
    await send(ada, 'To both');
    await told(laptop, 1);
    await settled();
    const { prisma } = app.app.parts.database;
    const left = await prisma.pushSubscription.findMany({ where: { userId: bob.id } });
    expect(left.map((row) => row.endpoint)).not.toContain(phone.target.endpoint);
    expect(left.map((row) => row.endpoint)).toContain(laptop.target.endpoint);
    await elsewhere.ask('/api/sign-out', { body: {} });
    expect(await prisma.pushSubscription.count({ where: { endpoint: laptop.target.endpoint } })).toBe(0);
    await send(ada, 'To nobody');
    await settled();
    expect(laptop.pushed).toHaveLength(1);
  });

  it('are tried again where that may help, and given up where it does not', async () => {
    phone.answer(503);
    const laptop = service.browser();
    await subscribe(bob, laptop);
    laptop.answer(403);
    await send(ada, 'Twice');
    await told(phone, 1);
    expect(laptop.pushed).toEqual([]);
    const given = app.logged.filter((line) => line.includes('could not be delivered'));
    expect(given.at(-1)).toContain('403');
    expect(given.join()).not.toContain(laptop.target.endpoint);
  });

  it('reach the browser under its new address', async () => {
    const renewed = service.browser();
    const body = { ...renewed.target, before: phone.target.endpoint };
    expect((await bob.ask('/api/push', { body })).status).toBe(200);
    await send(ada, 'Still there?');
    await told(renewed, 1);
    expect(phone.pushed).toEqual([]);
    expect((await app.ask('/api/push', { body })).status).toBe(401);
    expect((await bob.ask('/api/push', { body, origin: 'https://evil.example' })).status).toBe(403);
  });

  it('are answered and marked read from where they stand', async () => {
    await send(ada, 'Are you there?');
    await told(phone, 1);
    const [notice] = phone.notices();
    const id = newId();
    const path = `/api/chats/${chatId}`;
    const sent = await bob.ask(`${path}/messages`, { body: { id, text: 'Yes' } });
    expect(sent.reply).toMatchObject({ ok: true, data: { messages: [{ id, text: 'Yes', senderId: bob.id }] } });
    expect((await bob.ask(`${path}/messages`, { body: { id, text: 'Yes' } })).reply).toEqual(sent.reply);
    expect((await bob.ask(`${path}/messages`, { body: { id, text: 'No' } })).status).toBe(409);
    expect((await bob.ask(`${path}/messages`, { body: { id, text: ' ' } })).status).toBe(400);
    expect((await bob.ask(`${path}/read`, { body: { seq: notice?.seq } })).reply).toEqual({ ok: true, data: {} });
    const cat = await app.signUp('Cat');
    for (const what of ['messages', 'read']) {
      const body = what === 'read' ? { seq: 1 } : { id: newId(), text: 'Me too' };
      expect((await cat.ask(`${path}/${what}`, { body })).status, what).toBe(404);
      expect((await app.ask(`${path}/${what}`, { body })).status, what).toBe(401);
      expect((await bob.ask(`${path}/${what}`, { body, origin: 'https://evil.example' })).status, what).toBe(403);
    }
    expect((await bob.ask(`${path}/messages`, { method: 'PUT', body: {} })).headers.get('allow')).toBe('GET, POST');
  });
});
