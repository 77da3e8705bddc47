import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

/** Long before a session is looked at again by itself. */
const SOON = { timeout: 10_000, interval: 10 };

forEachStore('where people are signed in', (form) => {
  let server: TestApp;
  let ada: TestPerson;
  let bea: TestPerson;

  beforeAll(async () => {
    server = await startApp(form);
    ada = await server.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    socket.close();
    bea = await server.signUp('Bea');
  });
  afterAll(() => server.close());

  it('is listed for themselves alone, with this one and when each was seen', async () => {
    const other = await ada.signIn();
    const [here, there] = [await ada.connect(), await other.connect()];
    const { sessions } = await here.do('session:list', {});
    expect(sessions).toHaveLength(2);
    expect(sessions.filter((session) => session.current)).toHaveLength(1);
    expect(sessions[0]?.device).toEqual({ kind: 'unknown', browser: '', system: '' });
    for (const { lastSeenAt } of sessions) expect(Date.now() - lastSeenAt).toBeLessThan(60_000);

    const beas = await bea.connect();
    expect((await beas.do('session:list', {})).sessions).toHaveLength(1);
    const foreign = sessions.find((session) => !session.current)?.id ?? '';
    expect(await beas.ask('session:end', { sessionId: foreign })).toMatchObject({ reason: 'session' });
    await there.settle();
    expect(there.connected).toBe(true);
    for (const socket of [here, there, beas]) socket.close();
  });

  it('ends from afar at once, and never by mistake where one is', async () => {
    const other = await ada.signIn();
    const [here, there] = [await ada.connect(), await other.connect()];
    const mine = (await there.do('session:list', {})).sessions.find((session) => session.current)?.id ?? '';
    expect(await there.ask('session:end', { sessionId: mine })).toMatchObject({ reason: 'current-session' });
    await here.do('session:end', { sessionId: mine });
    await expect.poll(() => there.connected, SOON).toBe(false);
    expect(there.eventsOf('session:ended')).toEqual([{}]);
    await expect(other.connect()).rejects.toMatchObject({ data: { code: 'signed-out' } });
    expect(await here.ask('session:end', { sessionId: mine })).toMatchObject({ code: 'not-found' });
    here.close();
  });

  it('ends everywhere else at once', async () => {
    const others = [await ada.signIn(), await ada.signIn()];
    const here = await ada.connect();
    const there = await Promise.all(others.map((other) => other.connect()));
    const beas = await bea.connect();
    await here.do('session:end', { sessionId: null });
    await expect.poll(() => there.some((socket) => socket.connected), SOON).toBe(false);
    expect((await here.do('session:list', {})).sessions).toMatchObject([{ current: true }]);
    await beas.settle();
    expect([here.connected, beas.connected]).toEqual([true, true]);
    for (const socket of [here, beas]) socket.close();
  });

  it('is noted when it was left', async () => {
    const other = await ada.signIn();
    const { prisma } = server.app.parts.database;
    const there = await other.connect();
    const { sessions } = await there.do('session:list', {});
    const id = sessions.find((session) => session.current)?.id ?? '';
    await prisma.$executeRaw`update session set "updatedAt" = ${new Date(0)} where id = ${id}`;
    there.close();
    const seen = async () => (await prisma.session.findUniqueOrThrow({ where: { id } })).updatedAt.getTime();
    await expect.poll(seen, { timeout: 5000 }).toBeGreaterThan(Date.now() - 60_000);
  });

  it('and who looks after the workspace is given by its admins, of whom one stays', async () => {
    const adas = await ada.connect();
    const beas = await bea.connect();
    expect(await beas.ask('user:role', { userId: bea.id, role: 'admin' })).toMatchObject({ code: 'forbidden' });
    expect(await adas.ask('user:role', { userId: ada.id, role: 'member' })).toMatchObject({ reason: 'last-admin' });
    expect(await adas.ask('user:role', { userId: newId(), role: 'admin' })).toMatchObject({ reason: 'contact' });
    await adas.do('user:role', { userId: bea.id, role: 'admin' });
    const told = () =>
      beas
        .eventsOf('workspace:changed')
        .at(-1)
        ?.users.find((user) => user.id === bea.id)?.role;
    await expect.poll(told, { timeout: 5000 }).toBe('admin');
    // Of two who give it up at once, one stays.
    const both = await Promise.all([
      adas.ask('user:role', { userId: ada.id, role: 'member' }),
      beas.ask('user:role', { userId: bea.id, role: 'member' }),
    ]);
    expect(both.filter((reply) => reply.ok)).toHaveLength(1);
    expect(await server.app.parts.database.prisma.user.count({ where: { role: 'admin' } })).toBe(1);
    for (const socket of [adas, beas]) socket.close();
  });

  it('and what somebody invited to opens no longer when they may not invite any more', async () => {
    const { prisma } = server.app.parts.database;
    await prisma.user.update({ where: { id: ada.id }, data: { role: 'admin' } });
    await prisma.user.update({ where: { id: bea.id }, data: { role: 'admin' } });
    const cleo = await server.signUp('Cleo');
    const [adas, beas, cleos] = [await ada.connect(), await bea.connect(), await cleo.connect()];
    const chatId = newId();
    await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [bea.id] });
    await adas.do('member:update', { chatId, contactId: bea.id, role: 'admin' });
    const tokenOf = ({ url }: { url: string }) => url.split('/').at(-1) ?? '';
    const intoChat = tokenOf(await beas.do('invite:create', { chatId, hours: 1, uses: 3 }));
    const intoWorkspace = tokenOf(await beas.do('invite:create', { chatId: null, hours: 1, uses: 3 }));
    await adas.do('workspace:update', { openSignUp: false });
    expect((await adas.do('invite:list', { chatId })).invites).toHaveLength(1);

    await adas.do('member:update', { chatId, contactId: bea.id, role: 'member' });
    await adas.do('user:role', { userId: bea.id, role: 'member' });
    for (const [nth, token] of [intoChat, intoWorkspace].entries()) {
      expect((await server.ask(`/api/invites/${token}`)).reply).toMatchObject({ reason: 'invite-revoked' });
      expect(await cleos.ask('invite:accept', { token })).toMatchObject({ reason: 'invite-revoked' });
      await expect(server.signUp(`Eve ${String(nth)}`, token)).rejects.toThrow('invite-revoked');
    }
    expect((await adas.do('invite:list', { chatId })).invites).toEqual([]);
    expect(await prisma.user.count({ where: { name: { startsWith: 'Eve' } } })).toBe(0);

    // Whoever may again has given the same word again.
    await adas.do('member:update', { chatId, contactId: bea.id, role: 'admin' });
    expect(await cleos.do('invite:accept', { token: intoChat })).toEqual({ chatId });
    for (const socket of [adas, beas, cleos]) socket.close();
  });
});
