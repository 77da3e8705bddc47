import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

forEachStore('an invite into a chat', (form) => {
  let app: TestApp;
  let ada: TestPerson;
  let bob: TestPerson;

  beforeAll(async () => {
    app = await startApp(form);
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    socket.close();
    bob = await app.signUp('Bob');
  });
  afterAll(() => app.close());

  it('leads back whoever left, but nobody who was removed until they are added again', async () => {
    const [owner, guest] = [await ada.connect(), await bob.connect()];
    const chatId = newId();
    await owner.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] });
    const { url } = await owner.do('invite:create', { chatId, hours: 1, uses: 10 });
    const token = url.split('/').at(-1) ?? '';

    await guest.do('invite:accept', { token });
    await guest.do('member:leave', { chatId });
    await guest.do('invite:accept', { token });
    await owner.do('member:remove', { chatId, contactId: bob.id });
    expect(await guest.ask('invite:accept', { token })).toMatchObject({ code: 'forbidden', reason: 'removed' });
    expect((await guest.ask('chat:open', { chatId })).ok).toBe(false);

    await owner.do('member:add', { chatId, contactIds: [bob.id] });
    await guest.do('member:leave', { chatId });
    await guest.do('invite:accept', { token });
    const { invites } = await owner.do('invite:list', { chatId });
    expect(invites.map((invite) => invite.uses)).toEqual([3]);
    owner.close();
    guest.close();
  });
});
