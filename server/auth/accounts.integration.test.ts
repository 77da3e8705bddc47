import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Session } from '../../shared/http.ts';
import type { CommandInput } from '../../shared/command.ts';
import { type AppForm, forEachStore } from '../testing/appForms.ts';
import { PASSWORD, startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

const signUpBody = (name: string, invite?: string) => ({
  name,
  email: `${name.toLowerCase()}@example.org`,
  password: PASSWORD,
  ...(invite === undefined ? {} : { invite }),
});

/** A server with its admin. */
function withServer(form: AppForm) {
  const held: { server?: TestApp; admin?: TestPerson } = {};
  beforeAll(async () => {
    held.server = await startApp(form);
    held.admin = await held.server.signUp('Ada');
  });
  afterAll(() => held.server?.close());
  return {
    server: () => held.server!,
    admin: () => held.admin!,
    async invite(input: Partial<CommandInput<'invite:create'>> = {}): Promise<string> {
      const socket = await held.admin!.connect();
      const { url } = await socket.do('invite:create', { chatId: null, hours: 1, uses: 1, ...input });
      socket.close();
      return url.split('/join/')[1] ?? '';
    },
  };
}

forEachStore('the first account', (form) => {
  let server: TestApp;
  beforeAll(async () => {
    server = await startApp(form);
  });
  afterAll(() => server.close());

  it('is one admin, however many sign up at once', async () => {
    expect((await server.ask<Session>('/api/session')).reply).toMatchObject({ data: { firstRun: true, user: null } });
    const names = ['Ada', 'Bea', 'Cleo', 'Dora', 'Eve'];
    const answers = await Promise.all(names.map((name) => server.ask('/api/sign-up', { body: signUpBody(name) })));
    expect(answers.filter(({ reply }) => reply.ok)).toHaveLength(1);
    for (const { reply } of answers) {
      expect(reply).toMatchObject(reply.ok ? { data: { user: { role: 'admin' } } } : { reason: 'invite-needed' });
    }
    expect(await server.app.parts.database.prisma.workspace.count()).toBe(1);
    expect(await server.app.parts.database.prisma.user.count()).toBe(1);
    expect((await server.ask('/api/session')).reply).toMatchObject({ data: { firstRun: false } });
  });
});

forEachStore('accounts', (form) => {
  const { server, admin, invite } = withServer(form);

  describe('signing up', () => {
    it('is refused without an invite', async () => {
      const { status, reply } = await server().ask('/api/sign-up', { body: signUpBody('Mallory') });
      expect(status).toBe(403);
      expect(reply).toMatchObject({ ok: false, code: 'forbidden', reason: 'invite-needed' });
    });

    it('gives a member, a session, a direct chat with every agent, and tells everybody', async () => {
      const socket = await admin().connect();
      const bea = await server().signUp('Bea', await invite());
      const { reply } = await bea.ask<Session>('/api/session');
      expect(reply).toMatchObject({ data: { user: { id: bea.id, role: 'member', email: 'bea@example.org' } } });
      const theirs = await bea.connect();
      const sync = await theirs.do('sync', { workspace: 0, user: 0, chats: {} });
      expect(sync.chats).toHaveLength(sync.workspace?.agents.length ?? -1);
      expect(sync.workspace?.agents.length).toBeGreaterThan(5);
      expect(JSON.stringify(sync.workspace?.agents)).not.toContain('instructions');
      const told = () =>
        socket
          .eventsOf('workspace:changed')
          .at(-1)
          ?.users.map((user) => user.name);
      await expect.poll(told, { timeout: 5000 }).toContain('Bea');
      theirs.close();
      socket.close();
    });

    it('with an e-mail address that is taken uses no invite up', async () => {
      const token = await invite();
      const taken = await server().ask('/api/sign-up', { body: signUpBody('Ada', token) });
      expect(taken).toMatchObject({ status: 409, reply: { reason: 'email-taken' } });
      expect((await server().signUp('Cleo', token)).name).toBe('Cleo');
    });

    it('gives the last use of an invite to one of those who come at once', async () => {
      const token = await invite({ uses: 3 });
      const names = ['Una', 'Dua', 'Tria', 'Quart', 'Quint', 'Sexta'];
      const answers = await Promise.all(
        names.map((name) => server().ask('/api/sign-up', { body: signUpBody(name, token) })),
      );
      expect(answers.filter(({ reply }) => reply.ok)).toHaveLength(3);
      for (const { reply } of answers) if (!reply.ok) expect(reply).toMatchObject({ reason: 'invite-used' });
    });

    it('is open to everybody once the admin says so', async () => {
      const socket = await admin().connect();
      await socket.do('workspace:update', { openSignUp: true });
      expect((await server().signUp('Olga')).name).toBe('Olga');
      await socket.do('workspace:update', { openSignUp: false });
      expect((await server().ask('/api/sign-up', { body: signUpBody('Olaf') })).status).toBe(403);
      socket.close();
    });
  });

  describe('signing in', () => {
    it('answers the same to a wrong password and to somebody unknown', async () => {
      const wrong = await server().ask('/api/sign-in', { body: { email: admin().email, password: 'wrong' } });
      const unknown = await server().ask('/api/sign-in', { body: { email: 'nobody@example.org', password: 'wrong' } });
      expect(wrong.status).toBe(403);
      expect(wrong.reply).toMatchObject({ ok: false, code: 'forbidden', reason: 'bad-credentials' });
      expect(unknown.reply).toEqual(wrong.reply);
      expect(unknown.status).toBe(wrong.status);
    });

    it('takes the e-mail address in any case', async () => {
      const { reply } = await server().ask('/api/sign-in', { body: { email: 'ADA@Example.ORG', password: PASSWORD } });
      expect(reply).toMatchObject({ ok: true, data: { user: { id: admin().id } } });
    });

    it('sets a cookie that scripts can not read', async () => {
      const { headers } = await server().ask('/api/sign-in', { body: { email: admin().email, password: PASSWORD } });
      const [cookie = ''] = headers.getSetCookie();
      expect(cookie).toMatch(/HttpOnly/i);
      expect(cookie).toMatch(/SameSite=Lax/i);
      expect(cookie).toMatch(/Max-Age=2592000/);
      expect(cookie).not.toMatch(/Secure/i);
    });

    it('lasts for thirty days from the last day on which somebody was here', async () => {
      const session = await admin().signIn();
      const { prisma } = server().app.parts.database;
      const newest = () => prisma.session.findFirstOrThrow({ orderBy: { id: 'desc' } });
      const day = 24 * 60 * 60 * 1000;
      const endsIn = async (days: number) => {
        const { id } = await newest();
        await prisma.session.update({ where: { id }, data: { expiresAt: new Date(Date.now() + days * day) } });
      };
      await endsIn(29.5);
      expect((await session.ask('/api/session')).headers.getSetCookie()).toEqual([]);
      await endsIn(1);
      const { headers } = await session.ask('/api/session');
      expect(headers.getSetCookie()[0]).toMatch(/^waggle\.session_token=[^;]+; Max-Age=2592000/);
      expect((await newest()).expiresAt.getTime()).toBeGreaterThan(Date.now() + 29.9 * day);
      await endsIn(-1);
      expect(await session.ask('/api/session')).toMatchObject({ reply: { data: { user: null } } });
    });

    it('out ends the session, and its cookie is worth nothing afterwards', async () => {
      const session = await admin().signIn();
      expect(await session.ask('/api/session')).toMatchObject({ reply: { data: { user: { id: admin().id } } } });
      expect(await session.ask('/api/sign-out', { body: {} })).toMatchObject({ reply: { ok: true, data: {} } });
      expect(await session.ask('/api/session')).toMatchObject({ reply: { data: { user: null } } });
      expect(await admin().ask('/api/session')).toMatchObject({ reply: { data: { user: { id: admin().id } } } });
    });
  });

  describe('passwords', () => {
    const change = (person: TestPerson, current: string, next: string) =>
      person.ask('/api/password', { body: { current, next } });

    it('are changed by whoever knows the old one, which ends the other sessions', async () => {
      const bea = await server().signUp('Berta', await invite());
      const elsewhere = await bea.signIn();
      const here = await bea.connect();
      const there = await elsewhere.connect();
      const refused = await change(bea, 'not it', 'another password');
      expect(refused).toMatchObject({ status: 403, reply: { reason: 'wrong-password' } });
      expect(await elsewhere.ask('/api/session')).toMatchObject({ reply: { data: { user: { id: bea.id } } } });

      expect(await change(bea, PASSWORD, 'another password')).toMatchObject({ reply: { ok: true } });
      expect(await elsewhere.ask('/api/session')).toMatchObject({ reply: { data: { user: null } } });
      expect(await bea.ask('/api/session')).toMatchObject({ reply: { data: { user: { id: bea.id } } } });
      await expect.poll(() => there.connected).toBe(false);
      expect(there.eventsOf('session:ended')).toHaveLength(1);
      expect(here.connected).toBe(true);
      await expect(bea.signIn(PASSWORD)).rejects.toThrow('bad-credentials');
      expect((await bea.signIn('another password')).id).toBe(bea.id);
      here.close();
    });

    it('are reset by a link of an admin: once, the newest only, and all sessions end', async () => {
      const cleo = await server().signUp('Clara', await invite());
      const socket = await admin().connect();
      const link = async () => {
        const { url } = await socket.do('user:reset', { userId: cleo.id });
        expect(url.startsWith(`${server().url}/reset/`)).toBe(true);
        return url.split('/reset/')[1] ?? '';
      };
      const older = await link();
      const token = await link();
      const theirs = await cleo.connect();
      const reset = (with_: string, password: string) =>
        server().ask('/api/password-reset', { body: { token: with_, password } });

      expect(await reset(older, 'a new password')).toMatchObject({ status: 403, reply: { reason: 'reset-invalid' } });
      const both = await Promise.all([reset(token, 'a new password'), reset(token, 'a newer password')]);
      expect(both.filter(({ reply }) => reply.ok)).toHaveLength(1);
      await expect.poll(() => theirs.connected).toBe(false);
      expect(await cleo.ask('/api/session')).toMatchObject({ reply: { data: { user: null } } });
      const chosen = both[0].reply.ok ? 'a new password' : 'a newer password';
      expect((await cleo.signIn(chosen)).id).toBe(cleo.id);
      socket.close();
    });

    it('are not reset by a link that is too old', async () => {
      const dora = await server().signUp('Dina', await invite());
      const socket = await admin().connect();
      const { url } = await socket.do('user:reset', { userId: dora.id });
      await server().app.parts.database.prisma.verification.updateMany({ data: { expiresAt: new Date(0) } });
      const body = { token: url.split('/reset/')[1], password: 'a new password' };
      expect(await server().ask('/api/password-reset', { body })).toMatchObject({ reply: { reason: 'reset-invalid' } });
      expect((await dora.signIn()).id).toBe(dora.id);
      socket.close();
    });

    it('can be reset by admins only', async () => {
      const eve = await server().signUp('Elsa', await invite());
      const socket = await eve.connect();
      expect(await socket.ask('user:reset', { userId: admin().id })).toMatchObject({ code: 'forbidden' });
      expect(await socket.ask('workspace:update', { openSignUp: true })).toMatchObject({ code: 'forbidden' });
      socket.close();
    });

    it('and tokens are not stored as they are', async () => {
      const socket = await admin().connect();
      const { url } = await socket.do('user:reset', { userId: admin().id });
      const token = await invite();
      const { prisma } = server().app.parts.database;
      const stored = JSON.stringify([
        await prisma.account.findMany(),
        await prisma.verification.findMany(),
        await prisma.invite.findMany(),
      ]);
      for (const secret of [PASSWORD, url.split('/reset/')[1] ?? '', token]) expect(stored).not.toContain(secret);
      socket.close();
    });
  });
});
