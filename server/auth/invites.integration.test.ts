import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CommandInput } from '../../shared/command.ts';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { PASSWORD, startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

forEachStore('invites', (form) => {
  let server: TestApp;
  let admin: TestSocket;
  let bea: TestPerson;
  let beas: TestSocket;
  /** A group that belongs to Bea, who is no admin of the workspace. */
  let chatId: string;

  beforeAll(async () => {
    server = await startApp(form);
    admin = await (await server.signUp('Ada')).connect();
    bea = await server.signUp('Bea', (await invite(admin)).token);
    beas = await bea.connect();
    chatId = newId();
    await beas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] });
  });
  afterAll(async () => {
    admin.close();
    beas.close();
    await server.close();
  });

  async function invite(by: TestSocket, input: Partial<CommandInput<'invite:create'>> = {}) {
    const made = await by.do('invite:create', { chatId: null, hours: 1, uses: 1, ...input });
    return { ...made, token: made.url.split('/join/')[1] ?? '' };
  }

  const view = (token: string) => server.ask(`/api/invites/${token}`);

  it('show what they lead to, and nothing more, to whoever has the link', async () => {
    const workspace = await invite(admin);
    expect(workspace.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/join\/[\w-]{43}$/);
    expect((await view(workspace.token)).reply).toEqual({
      ok: true,
      data: { workspace: 'Waggle', chat: null, invitedBy: 'Ada' },
    });
    const chat = await invite(beas, { chatId });
    expect((await view(chat.token)).reply).toMatchObject({ data: { chat: 'Bees', invitedBy: 'Bea' } });
  });

  it('are listed without their tokens', async () => {
    const made = await invite(admin, { uses: 7 });
    const { invites } = await admin.do('invite:list', { chatId: null });
    expect(invites.find(({ id }) => id === made.invite.id)).toMatchObject({ maxUses: 7, uses: 0, revokedAt: null });
    expect(JSON.stringify(invites)).not.toContain(made.token);
  });

  it('into the workspace are its admins affair, into a chat that of those who run it', async () => {
    expect(await beas.ask('invite:create', { chatId: null, hours: 1, uses: 1 })).toMatchObject({ code: 'forbidden' });
    expect(await beas.ask('invite:list', { chatId: null })).toMatchObject({ code: 'forbidden' });
    const made = await invite(admin);
    expect(await beas.ask('invite:revoke', { inviteId: made.invite.id })).toMatchObject({ code: 'not-found' });
    for (const name of ['invite:create', 'invite:list'] as const) {
      expect(await admin.ask(name, { chatId, hours: 1, uses: 1 })).toMatchObject({ code: 'not-found', reason: 'chat' });
    }
    const theirs = await invite(beas, { chatId });
    expect(await admin.ask('invite:revoke', { inviteId: theirs.invite.id })).toMatchObject({ code: 'not-found' });
    expect((await view(theirs.token)).status).toBe(200);
  });

  it('into direct chats are not made', async () => {
    const direct = await beas.do('chat:direct', { contactId: 'research' });
    const reply = await beas.ask('invite:create', { chatId: direct.chatId, hours: 1, uses: 1 });
    expect(reply).toMatchObject({ code: 'forbidden', reason: 'direct' });
  });

  it('are worth nothing when withdrawn, used up, too old or made up', async () => {
    const revoked = await invite(admin);
    await admin.do('invite:revoke', { inviteId: revoked.invite.id });
    const expired = await invite(admin);
    await prismaOf().invite.update({ where: { id: expired.invite.id }, data: { expiresAt: new Date(0) } });
    const used = await invite(admin);
    await prismaOf().invite.update({ where: { id: used.invite.id }, data: { uses: 1 } });
    const cases = [
      [revoked.token, 'invite-revoked', 403],
      [expired.token, 'invite-expired', 403],
      [used.token, 'invite-used', 403],
      ['x'.repeat(43), 'invite-unknown', 404],
    ] as const;
    for (const [token, reason, status] of cases) {
      expect(await view(token)).toMatchObject({ status, reply: { ok: false, reason } });
      const body = { name: 'Eve', email: 'eve@example.org', password: PASSWORD, invite: token };
      expect(await server.ask('/api/sign-up', { body })).toMatchObject({ status, reply: { ok: false, reason } });
      expect(await beas.ask('invite:accept', { token })).toMatchObject({ ok: false, reason });
    }
    expect(await prismaOf().user.findUnique({ where: { email: 'eve@example.org' } })).toBeNull();
  });

  it('into a chat bring a newcomer into the chat', async () => {
    const { token } = await invite(beas, { chatId });
    const cleo = await server.signUp('Cleo', token);
    const socket = await cleo.connect();
    const sync = await socket.do('sync', { workspace: 0, user: 0, chats: {} });
    expect(sync.chats.map((chat) => chat.chat?.title)).toContain('Bees');
    await beas.settle();
    const joined = beas.eventsOf('chat:changed').flatMap((change) => change.members ?? []);
    expect(joined.map((member) => member.contactId)).toContain(cleo.id);
    socket.close();
  });

  it('bring somebody who has an account in as well, and are used up by coming in only', async () => {
    const made = await invite(beas, { chatId, uses: 2 });
    const uses = async () => (await prismaOf().invite.findUniqueOrThrow({ where: { id: made.invite.id } })).uses;
    expect(await admin.do('invite:accept', { token: made.token })).toEqual({ chatId });
    expect(await uses()).toBe(1);
    expect(await admin.do('invite:accept', { token: made.token })).toEqual({ chatId });
    expect(await beas.do('invite:accept', { token: made.token })).toEqual({ chatId });
    expect(await uses()).toBe(1);
    const workspaceOnly = await invite(admin);
    expect(await beas.do('invite:accept', { token: workspaceOnly.token })).toEqual({ chatId: null });
  });

  function prismaOf() {
    return server.app.parts.database.prisma;
  }
});
