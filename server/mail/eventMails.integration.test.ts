import ICAL from 'ical.js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { type AgentDefinition, newOwnAgentId } from '../../shared/ownAgent.ts';
import { createLog } from '../log.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { createMailEvent } from '../tools/mailEvent.ts';
import { createEventMailing, INVITED_A_DAY } from './eventMails.ts';
import type { Delivered } from './smtp.ts';
import { openSmtpServer, type SmtpServer } from './testing/smtpServer.ts';

const appointment = { startsAt: Date.UTC(2026, 6, 1, 12), endsAt: null, allDay: false, place: '', description: '' };

forEachStore('invitations to events by mail', (form) => {
  let app: TestApp;
  let smtp: SmtpServer;
  let ada: TestPerson;
  let ben: TestPerson;
  let eve: TestPerson;
  let socket: TestSocket;
  let chatId: string;

  beforeAll(async () => {
    smtp = await openSmtpServer();
    const env = { WAGGLE_SMTP_URL: `smtp://127.0.0.1:${smtp.port}`, WAGGLE_MAIL_FROM: 'Hive <hive@example.com>' };
    app = await startApp(form, { env });
    ada = await app.signUp('Ada');
    socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    ben = await app.signUp('Ben');
    eve = await app.signUp('Eve');
    chatId = newId();
    await socket.do('chat:create', {
      id: chatId,
      kind: 'group',
      title: 'Bees',
      contacts: [ben.id, eve.id, 'assistant'],
    });
    const bens = await ben.connect();
    await bens.do('preferences:set', { eventMail: true, timeZone: 'Asia/Tokyo' });
    bens.close();
  });
  afterAll(async () => {
    await app.close();
    smtp.close();
  });
  afterEach(async () => {
    smtp.fault = () => null;
    await mailing().work();
    smtp.received.length = 0;
    await app.app.parts.database.pool.query('delete from event_mail');
  });

  const mailing = () => app.app.parts.mailing;

  async function event(text = 'Harvest'): Promise<string> {
    const id = newId();
    await socket.do('message:send', { id, chatId, text, appointment });
    return id;
  }
  const to = (messageId: string, contactIds: string[], addresses: string[] = []) => ({
    ...{ chatId, messageId, contactIds, addresses },
    language: 'en' as const,
  });
  async function invite(messageId: string, contactIds: string[], addresses: string[] = []) {
    await socket.do('appointment:mail', to(messageId, contactIds, addresses));
    await mailing().work();
    return socket.do('appointment:mails', { chatId, messageId });
  }
  /** Method, number and receiver of all that came. */
  function came(): string[] {
    return smtp.received.map(({ data, to: receivers }) => {
      const method = /method=(\w+)/i.exec(data)?.[1] ?? '';
      return `${method} ${receivers.join(',')}`;
    });
  }

  it('go to members who want them and to addresses that are typed in, to each alone', async () => {
    const messageId = await event();
    const { mails, wanting } = await invite(messageId, [ben.id], ['Guest@Example.com']);
    expect(wanting).toEqual([ben.id]);
    expect(mails).toHaveLength(2);
    expect(mails).toContainEqual({
      to: { kind: 'member', contactId: ben.id },
      kind: 'request',
      state: 'sent',
      failure: null,
    });
    expect(mails).toContainEqual({
      to: { kind: 'address', address: 'guest@example.com' },
      kind: 'request',
      state: 'sent',
      failure: null,
    });
    expect(JSON.stringify(mails)).not.toContain(ben.email);
    expect(came().sort()).toEqual(['REQUEST ben@example.org', 'REQUEST guest@example.com']);
    const [bens] = smtp.received.filter(({ to: receivers }) => receivers.includes(ben.email));
    expect(bens?.data).not.toContain('guest@example.com');
    expect(bens?.data.replace(/=\r\n/g, '')).toContain('(Asia/Tokyo)');
    const attached = /QkVHSU46VkNB[\w+/=\r\n]*/.exec(bens?.data ?? '')?.[0] ?? '';
    const calendar = new ICAL.Component(ICAL.parse(Buffer.from(attached, 'base64').toString()) as unknown[]);
    expect(calendar.getFirstSubcomponent('vevent')?.getFirstPropertyValue('uid')).toBe(`${messageId}@waggle`);
    expect(app.logged.join('\n')).not.toContain('guest@example.com');
  });

  it('are not sent twice, nor to who wants none or is not there', async () => {
    const messageId = await event();
    await invite(messageId, [ben.id]);
    await invite(messageId, [ben.id], [ben.email]);
    expect(came()).toEqual(['REQUEST ben@example.org']);
    for (const id of [eve.id, newId()]) {
      expect(await socket.ask('appointment:mail', to(messageId, [id]))).toMatchObject({
        ok: false,
        reason: 'mail-unwanted',
      });
    }
  });

  it('are for who made the event, and for who manages the chat', async () => {
    const messageId = await event();
    const bens = await ben.connect();
    for (const name of ['appointment:mail', 'appointment:mails'] as const) {
      expect(await bens.ask(name, to(messageId, []))).toMatchObject({ ok: false, code: 'forbidden' });
    }
    bens.close();
  });

  it('tell of an event that is off, once, whoever may have been invited, with a higher number', async () => {
    const messageId = await event();
    await invite(messageId, [ben.id]);
    smtp.fault = (at) => (at === 'RCPT' ? '550 Nobody' : null);
    await invite(messageId, [], ['nobody@example.com']);
    smtp.fault = () => null;
    await socket.do('appointment:cancel', { chatId, messageId });
    await socket.do('message:delete', { chatId, messageId });
    await mailing().work();
    await mailing().work();
    expect(came()).toEqual(['REQUEST ben@example.org', 'CANCEL ben@example.org']);
    const { rows } = await app.app.parts.database.pool.query<{ kind: string; sequence: number }>(
      'select kind, sequence from event_mail where "messageId" = $1 order by kind desc',
      [messageId],
    );
    expect(rows.map(({ kind }) => kind)).toEqual(['request', 'cancel']);
    expect(rows[1]?.sequence).toBeGreaterThan(rows[0]?.sequence ?? Infinity);
  });

  it('tell of an event that is deleted with what it was', async () => {
    const messageId = await event('Swarm');
    await invite(messageId, [ben.id]);
    await socket.do('message:delete', { chatId, messageId });
    await mailing().work();
    expect(smtp.received.at(-1)?.data).toContain('Subject: Called off: Swarm');
  });

  it('that failed say why, and may be sent again', async () => {
    const messageId = await event();
    smtp.fault = (at) => (at === 'RCPT' ? '450 Later' : null);
    expect((await invite(messageId, [ben.id])).mails).toMatchObject([{ state: 'failed', failure: 'busy' }]);
    smtp.fault = () => null;
    expect((await invite(messageId, [ben.id])).mails).toMatchObject([{ state: 'sent', failure: null }]);
    expect(came()).toEqual(['REQUEST ben@example.org']);
  });

  it('of which nobody knows whether they went out are not sent again', async () => {
    const messageId = await event();
    smtp.fault = (at) => (at === '.' ? 'hang-up' : null);
    expect((await invite(messageId, [ben.id])).mails).toMatchObject([{ state: 'unknown' }]);
    smtp.fault = () => null;
    await invite(messageId, [ben.id]);
    expect(came()).toEqual([]);
  });

  it('are so many a day', async () => {
    const messageId = await event();
    const addresses = (from: number) => Array.from({ length: 50 }, (_, at) => `g${from + at}@example.com`);
    smtp.fault = (at) => (at === 'greeting' ? 'hang-up' : null);
    for (let from = 0; from < INVITED_A_DAY; from += 50)
      await socket.do('appointment:mail', to(messageId, [], addresses(from)));
    const more = await socket.ask('appointment:mail', to(messageId, [], ['one@example.com']));
    expect(more).toMatchObject({ ok: false, code: 'rate-limited', reason: 'mails' });
    // What failed may be sent again all the same.
    await mailing().work();
    expect((await socket.ask('appointment:mail', to(messageId, [], addresses(0)))).ok).toBe(true);
    await mailing().work();
  });

  it('are sent by agents only to members who want them, in the name of who asked', async () => {
    const title = 'Dance';
    const messageId = await event(title);
    const mail = (askedBy: string) =>
      createMailEvent({ database: app.app.parts.database, mailing: mailing() }, { chatId, askedBy });
    const { startsAt } = appointment;
    const named = { title, startsAt };
    expect(await mail(ada.id).meant(named, ['Eve', 'guest@example.com'])).toEqual({
      ...{ kind: 'unclear', names: ['guest@example.com', 'Eve'], wanting: ['Ben'] },
    });
    expect(await mail(ada.id).meant({ title, startsAt: 5 }, ['Ben'])).toEqual({ kind: 'no-event' });
    const people = [{ id: ben.id, name: 'Ben' }];
    const wish = { ...named, messageId, people, language: 'en' as const };
    for (const id of [ben.id, newId()]) {
      expect(await mail(id).meant(named, ['Ben'])).toEqual({ kind: 'not-allowed' });
      expect(await mail(id).send(wish)).toEqual({ kind: 'not-allowed' });
    }
    expect(came()).toEqual([]);
    expect(await mail(ada.id).meant(named, ['ben'])).toEqual({ kind: 'clear', messageId, people });
    expect(await mail(ada.id).send(wish)).toEqual({ kind: 'sending' });
    await mailing().work();
    expect(came()).toEqual(['REQUEST ben@example.org']);
    expect((await socket.do('appointment:mails', { chatId, messageId })).mails).toHaveLength(1);
  });

  it('go to those who were meant when it was asked, whatever they are called by then, or to nobody', async () => {
    const { pool } = app.app.parts.database;
    const title = 'Wax';
    const messageId = await event(title);
    const mail = createMailEvent({ database: { pool }, mailing: mailing() }, { chatId, askedBy: ada.id });
    const named = { title, startsAt: appointment.startsAt };
    const meant = await mail.meant(named, ['Ben']);
    if (meant.kind !== 'clear') throw new Error('it is not clear who is meant');
    const wish = { ...named, messageId, people: meant.people, language: 'en' as const };
    const [bens, eves] = await Promise.all([ben.connect(), eve.connect()]);
    await eves.do('preferences:set', { eventMail: true });
    await bens.do('user:update', { name: 'Benno' });
    await eves.do('user:update', { name: 'Ben' });
    expect(await mail.meant(named, ['Ben'])).toMatchObject({ people: [{ id: eve.id, name: 'Ben' }] });

    const leave = (at: string) =>
      pool.query(`update member set "leftAt" = ${at} where "contactId" = $1 and "chatId" = $2`, [ben.id, chatId]);
    await leave('now()');
    expect(await mail.send(wish)).toEqual({ kind: 'gone', names: ['Ben'] });
    await leave('null');
    await bens.do('preferences:set', { eventMail: false });
    expect(await mail.send(wish)).toEqual({ kind: 'gone', names: ['Ben'] });
    await bens.do('preferences:set', { eventMail: true });
    await mailing().work();
    expect(came()).toEqual([]);
    expect(await mail.send(wish)).toEqual({ kind: 'sending' });
    await mailing().work();
    expect(came()).toEqual(['REQUEST ben@example.org']);

    await eves.do('preferences:set', { eventMail: false });
    await eves.do('user:update', { name: 'Eve' });
    await bens.do('user:update', { name: 'Ben' });
    bens.close();
    eves.close();
  });

  it('are not of an event to which somebody else has given the same title and time', async () => {
    const { pool } = app.app.parts.database;
    const bens = await ben.connect();
    const startsAt = appointment.startsAt + 1;
    const make = async (of: TestSocket, description: string) => {
      const id = newId();
      await of.do('message:send', {
        id,
        chatId,
        text: 'Swarm',
        appointment: { ...appointment, startsAt, description },
      });
      return id;
    };
    const mail = createMailEvent({ database: { pool }, mailing: mailing() }, { chatId, askedBy: ada.id });
    const named = { title: 'Swarm', startsAt };
    const people = [{ id: ben.id, name: 'Ben' }];
    const wish = (messageId: string) => ({ ...named, messageId, people, language: 'en' as const });
    const first = await make(bens, 'One');
    await make(bens, 'Two');
    expect(await mail.meant(named, ['Ben'])).toEqual({ kind: 'several' });
    expect(await mail.send(wish(first))).toEqual({ kind: 'several' });
    const own = await make(socket, 'Mine');
    await make(bens, 'Sign in at https://evil.example');
    // What was meant before is another one now.
    expect(await mail.send(wish(first))).toEqual({ kind: 'no-event' });
    expect(await mail.meant(named, ['Ben'])).toMatchObject({ kind: 'clear', messageId: own });
    expect(await mail.send(wish(own))).toEqual({ kind: 'sending' });
    expect((await socket.do('appointment:mails', { chatId, messageId: own })).mails).toHaveLength(1);
    expect((await socket.do('appointment:mails', { chatId, messageId: first })).mails).toHaveLength(0);
    bens.close();
  });

  it('do not go out of a chat in which an agent is tried, of which nothing is left to count', async () => {
    const definition: AgentDefinition = {
      ...{ handle: 'bee', name: 'Bee', colour: 'olive', icon: 'compass', about: 'Dances.', instructions: 'Dance.' },
      ...{ starters: [], tier: 'edge', model: null, tools: [] },
    };
    const { chatId: trial } = await socket.do('agent:try', { agentId: newOwnAgentId(), definition });
    const messageId = newId();
    await socket.do('message:send', { id: messageId, chatId: trial, text: 'Buy honey', appointment });
    const asked = { chatId: trial, messageId, contactIds: [], addresses: ['one@example.com'], language: 'en' as const };
    expect(await socket.ask('appointment:mail', asked)).toMatchObject({ ok: false, reason: 'mail-trial' });
    await mailing().work();
    expect(came()).toEqual([]);
  });

  describe('by several who send', () => {
    const silent = createLog('silent');
    // From here on the server itself sends none.
    beforeAll(() => mailing().close());

    const by = (send: () => Promise<Delivered>) =>
      createEventMailing({
        ...{ database: app.app.parts.database, changeChat: app.app.parts.messaging.changeChat },
        ...{ send, from: 'hive@example.com', logger: silent },
      });

    /** Puts mails in line that nobody sends yet. */
    async function queued(count: number): Promise<string> {
      const messageId = await event();
      const { pool } = app.app.parts.database;
      await invite(messageId, [], ['first@example.com']);
      await pool.query(`update event_mail set state = 'sent'`);
      await pool.query(
        `insert into event_mail ("messageId", address, kind, "chatId", sequence, details, "askedBy", state)
         select "messageId", 'n' || n || '@example.com', kind, "chatId", sequence, details, "askedBy", 'queued'
         from event_mail, generate_series(1, $2) n where "messageId" = $1`,
        [messageId, count],
      );
      return messageId;
    }

    it('go out once each', async () => {
      await queued(20);
      let sent = 0;
      const workers = [1, 2, 3].map(() => by(async () => ((sent += 1), { kind: 'sent' })));
      await Promise.all(workers.map((one) => one.work()));
      expect(sent).toBe(20);
      await Promise.all(workers.map((one) => one.close()));
    });

    it('are dropped once who invites, or who is invited, has left', async () => {
      await queued(2);
      const { pool } = app.app.parts.database;
      await pool.query(`update event_mail set "contactId" = $1 where address = 'n1@example.com'`, [eve.id]);
      const left = (id: string, at: string) =>
        pool.query(`update member set "leftAt" = ${at} where "contactId" = $1 and "chatId" = $2`, [id, chatId]);
      let sent = 0;
      const one = by(async () => ((sent += 1), { kind: 'sent' }));
      await left(eve.id, 'now()');
      await one.work();
      expect(sent).toBe(1);
      await pool.query(`update event_mail set state = 'queued'`);
      await left(ada.id, 'now()');
      await one.work();
      expect(sent).toBe(1);
      await left(eve.id, 'null');
      await left(ada.id, 'null');
      await one.close();
    });

    it('are left alone where one died while it sent', async () => {
      const messageId = await queued(1);
      const dying = by(() => new Promise(() => {}));
      void dying.work();
      const { pool } = app.app.parts.database;
      const state = async () => {
        const { rows } = await pool.query<{ state: string }>(
          `select state from event_mail where "messageId" = $1 and address = 'n1@example.com'`,
          [messageId],
        );
        return rows[0]?.state;
      };
      await expect.poll(state).toBe('sending');
      let sent = 0;
      const other = by(async () => ((sent += 1), { kind: 'sent' }));
      await other.work();
      expect(await state()).toBe('sending');
      await pool.query(`update event_mail set "claimedAt" = now() - interval '3 minutes'`);
      await other.work();
      expect([await state(), sent]).toEqual(['unknown', 0]);
      // Whoever may have got it hears that it is off.
      await socket.do('appointment:cancel', { chatId, messageId });
      await other.work();
      expect(sent).toBe(2);
      await other.close();
    });
  });
});
