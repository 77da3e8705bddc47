import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { forEachStore, onServers } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { type PushService, startPushService } from './testing/pushService.ts';

forEachStore(
  'notifications of several processes',
  (form) => {
    let service: PushService;
    let one: TestApp;
    let other: TestApp;
    let ada: TestPerson;
    let bob: TestPerson;

    beforeAll(async () => {
      service = await startPushService();
      const push = { net: { mayReach: () => true, ca: service.ca }, gather: { firstMs: 600_000, furtherMs: 600_000 } };
      one = await startApp(form, { overrides: { push } });
      other = await startApp(form, { overrides: { push }, beside: one });
      ada = await one.signUp('Ada');
      const socket = await ada.connect();
      await socket.do('workspace:update', { openSignUp: true });
      socket.close();
      bob = await other.signUp('Bob');
    });
    afterAll(async () => {
      await other.close();
      await one.close();
      await service.close();
    });

    const flush = async () => {
      for (const app of [one, other]) await app.app.parts.pusher.flush();
    };

    it('share one key, tell each thing once, and know of each other who looks and what is read', async () => {
      expect(other.app.parts.vapid).toEqual(one.app.parts.vapid);
      const adas = await ada.connect();
      const bobs = await bob.connect();
      const chatId = newId();
      await adas.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [bob.id] });
      await flush();
      const phone = service.browser();
      await bobs.do('push:subscribe', { ...phone.target, locale: 'en' });
      const send = async (text: string) => {
        const { messages } = await adas.do('message:send', { id: newId(), chatId, text });
        return messages?.[0]?.seq ?? 0;
      };

      // Bob's page is with the other process.
      await bobs.do('visibility:set', { visible: true });
      await expect.poll(() => one.app.parts.messaging.presence.isOnline(bob.id)).toBe(true);
      await send('While you look');
      await flush();
      expect(phone.pushed).toEqual([]);
      await bobs.do('visibility:set', { visible: false });
      await expect.poll(() => one.app.parts.messaging.presence.isOnline(bob.id)).toBe(false);
      const seq = await send('While you are away');
      await flush();
      expect(phone.notices().map(({ said }) => said?.items.at(-1)?.text)).toEqual(['While you are away']);

      // What one process has shown, the other takes back with its own next notification.
      await bobs.do('receipt:mark', { delivered: {}, read: { [chatId]: seq } });
      const second = newId();
      const catsOwn = await other.signUp('Cat');
      const cats = await catsOwn.connect();
      await cats.do('chat:create', { id: second, kind: 'group', title: 'Wasps', contacts: [bob.id] });
      await expect
        .poll(
          async () => {
            await flush();
            return phone.notices().at(-1)?.chatId;
          },
          { timeout: 10_000 },
        )
        .toBe(second);
      expect(phone.notices().at(-1)?.cleared).toEqual([chatId]);
      for (const socket of [adas, bobs, cats]) socket.close();
    });
  },
  [onServers],
);
