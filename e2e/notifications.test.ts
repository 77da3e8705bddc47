import type { CDPSession, Page, Worker } from '@playwright/test';
import { newId } from '../shared/ids.ts';
import type { PushNotice } from '../shared/notice.ts';
import { audit } from './audit.ts';
import { NOTIFIED } from './notified.ts';
import { memberTest } from './memberTest.ts';
import { done, expect, phone, test, userOf } from './waggleTest.ts';

test.use({ serviceWorkers: 'allow' });

/** A worker's own world, as far as it is looked into here. */
type Scope = {
  registration: ServiceWorkerRegistration;
  dispatchEvent(event: Event): boolean;
  NotificationEvent: new (
    type: string,
    init: { notification: Notification; action: string; reply: string | null },
  ) => Event;
};

type Shown = { title: string; body: string; tag: string; lang: string; actions: string[] };

/** The worker of a page that has everything, and a way to push to it as the browser's push service would. */
async function workerOf(page: Page): Promise<{ worker: Worker; push(notice: PushNotice | string): Promise<void> }> {
  const context = page.context();
  await context.grantPermissions(['notifications']);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const devtools: CDPSession = await context.newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const [first] = registrations;
      if (first !== undefined) resolve(first.registrationId);
    });
  });
  await devtools.send('ServiceWorker.enable');
  const registrationId = await registered;
  const origin = new URL(page.url()).origin;
  const [worker] = context.serviceWorkers();
  if (worker === undefined) throw new Error('there is no worker');
  return {
    worker,
    async push(notice) {
      const data = typeof notice === 'string' ? notice : JSON.stringify(notice);
      await devtools.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
      await drawn();
    },
  };
}

function shownIn(worker: Worker): Promise<Shown[]> {
  return worker.evaluate(async () => {
    const { registration } = self as unknown as Scope;
    const shown = await registration.getNotifications();
    return shown.map((notification) => {
      const { title, body, tag, lang } = notification;
      const { actions = [] } = notification as { actions?: readonly { action: string }[] };
      return { title, body, tag, lang, actions: actions.map(({ action }) => action) };
    });
  });
}

/** What the system does when a notification or one of its buttons is tapped, or a reply is written into it. */
async function tap(worker: Worker, tag: string, action = '', written: string | null = null): Promise<void> {
  await worker.evaluate(
    async ([wanted, button, reply]) => {
      const scope = self as unknown as Scope;
      const [notification] = await scope.registration.getNotifications({ tag: wanted });
      if (!notification) throw new Error(`nothing is shown of ${wanted}`);
      scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: button, reply }));
    },
    [tag, action, written] as const,
  );
  await drawn();
}

/**
 * Chromium forgets a notification when it is asked for them after it has noted one and before that is drawn: so it is not
 * asked at once, nor often.
 */
function drawn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 400));
}

memberTest(
  'what is pushed is shown by chat, grows, leads there and is marked read from where it stands',
  NOTIFIED,
  async ({ member, memberDevice, friend }) => {
    const { page } = member;
    const chatId = newId();
    const contacts: string[] = [];
    done(await memberDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts }));
    const bob = await friend('Bob', chatId);
    bob.waggle.send(chatId, { text: 'The flowers are open' });
    await expect(member.list.row('Bees')).toContainText('The flowers are open');
    const { worker, push } = await workerOf(page);
    const said = (id: string, text: string) => ({ title: 'Bees', direct: false, items: [{ id, from: 'Bob', text }] });
    const notice = {
      ...({ kind: 'notice', locale: 'en', chatId, occasion: 'message', count: 1, seq: 1, alert: true } as const),
      ...{ unread: 1, cleared: [], at: Date.now() },
    };
    // Who looks at the page needs no notification, and a browser in automation always looks.
    await push({ ...notice, said: said('0', 'Seen already') });
    await page.goto('about:blank');
    await push({ ...notice, said: said('1', 'The flowers are open') });
    await expect
      .poll(() => shownIn(worker))
      .toEqual([
        {
          title: 'Bees',
          body: 'Bob: The flowers are open',
          tag: `chat:${chatId}`,
          lang: 'en',
          actions: ['reply', 'read'],
        },
      ]);
    await push({ ...notice, count: 2, alert: false, said: said('2', 'All of them') });
    await expect
      .poll(() => shownIn(worker))
      .toMatchObject([{ title: 'Bees (2)', body: 'Bob: The flowers are open\nBob: All of them' }]);

    await page.goto('/settings/notifications');
    await expect(page.getByRole('switch').first()).toBeVisible();
    await tap(worker, `chat:${chatId}`);
    await expect.poll(() => shownIn(worker)).toEqual([]);
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/chat/${chatId}`);
    await expect(member.chat.bubbles('Bob')).toContainText('The flowers are open');

    await page.goto('about:blank');
    bob.waggle.send(chatId, { text: 'Come and see' });
    await bob.until('it is stored', (state) => state.chats[chatId]?.lastSeq === 2);
    await push({ ...notice, seq: 2, said: undefined, locale: 'de' });
    await expect.poll(() => shownIn(worker)).toMatchObject([{ title: 'Waggle', body: 'Neue Nachricht', lang: 'de' }]);
    await tap(worker, `chat:${chatId}`, 'read');
    await expect.poll(() => shownIn(worker)).toEqual([]);
    const me = userOf(memberDevice);
    await bob.until('it is read', (state) => state.chats[chatId]?.receipts[me]?.read === 2);

    // Read elsewhere, and what nobody can read.
    await push({ ...notice, seq: 3, said: said('3', 'Once more') });
    await expect.poll(async () => (await shownIn(worker)).length).toBe(1);
    await push({ kind: 'clear', chatIds: [chatId], unread: 0 });
    await expect.poll(() => shownIn(worker)).toEqual([]);
    await push('of a newer server');
    await expect.poll(() => shownIn(worker)).toMatchObject([{ title: 'Waggle' }]);
  },
);

test(
  'a reply is sent from the notification without the app, and stands in the chat where it can not be',
  NOTIFIED,
  async ({ admin, adminDevice, friend, server }) => {
    test.slow();
    const { page } = admin;
    const chatId = newId();
    const tag = `chat:${chatId}`;
    const contacts: string[] = [];
    done(await adminDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts }));
    const bob = await friend('Bob', chatId);
    const texts = () =>
      Object.values(bob.state().chats[chatId]?.messages ?? {})
        .sort((a, b) => a.seq - b.seq)
        .map(({ text }) => text);
    bob.waggle.send(chatId, { text: 'Where are you?' });
    await expect(admin.list.row('Bees')).toContainText('Where are you?');
    const { worker, push } = await workerOf(page);
    const pushed = async (seq: number, text: string) => {
      const said = { title: 'Bees', direct: false, items: [{ id: String(seq), from: 'Bob', text }] };
      const rest = { count: 1, alert: true, unread: 1, cleared: [], at: Date.now() };
      await push({ kind: 'notice', locale: 'en', chatId, occasion: 'message', seq, said, ...rest });
      await expect.poll(() => shownIn(worker)).toMatchObject([{ body: `Bob: ${text}` }]);
    };
    const notSent = [{ tag, body: 'Your reply was not sent. Tap to go on writing.' }];

    // No page of the app is open.
    await page.goto('about:blank');
    await pushed(1, 'Where are you?');
    await tap(worker, tag, 'reply', ' On my way ');
    await bob.until('the reply is there', (state) => state.chats[chatId]?.lastSeq === 2);
    expect(texts()).toEqual(['Where are you?', 'On my way']);
    const me = userOf(adminDevice);
    await bob.until('what was replied to is read', (state) => (state.chats[chatId]?.receipts[me]?.read ?? 0) >= 1);
    await expect.poll(() => shownIn(worker)).toEqual([]);

    // The server can not be reached: twice, and neither is lost; nor does what is to be read go away.
    bob.waggle.send(chatId, { text: 'When?' });
    await bob.until('it is stored', (state) => state.chats[chatId]?.lastSeq === 3);
    await server.kill();
    await pushed(3, 'When?');
    await tap(worker, tag, 'read');
    await expect
      .poll(() => shownIn(worker), { intervals: [1000] })
      .toMatchObject([{ body: 'Bob: When?', actions: ['reply', 'read'] }]);
    await tap(worker, tag, 'reply', 'At nine');
    await expect.poll(() => shownIn(worker), { timeout: 20_000, intervals: [1000] }).toMatchObject(notSent);
    await pushed(4, 'Hello?');
    await tap(worker, tag, 'reply', 'Or ten');
    await expect.poll(() => shownIn(worker), { timeout: 20_000, intervals: [1000] }).toMatchObject(notSent);
    await page.goto('/');
    await expect(admin.list.row('Bees')).toContainText('Draft');
    await admin.list.open('Bees');
    await expect(admin.chat.composer).toHaveValue('At nine\nOr ten');

    // The chat is open: tapping what says so brings it there.
    await admin.chat.composer.fill('');
    await page.bringToFront();
    await worker.evaluate((chat) => {
      const { registration } = self as unknown as Scope;
      return registration.showNotification('Bees', {
        tag: `chat:${chat}`,
        data: { chatId: chat, seq: 3, locale: 'en', items: [] },
      });
    }, chatId);
    await tap(worker, tag, 'reply', 'At eleven');
    await expect.poll(() => shownIn(worker), { timeout: 20_000, intervals: [1000] }).toMatchObject(notSent);
    await tap(worker, tag);
    await expect(admin.chat.composer).toHaveValue('At eleven');
    await server.up();
    await admin.chat.sendButton.click();
    await bob.until('it has come', (state) => state.chats[chatId]?.lastSeq === 4, 40_000);
    expect(texts()).toEqual(['Where are you?', 'On my way', 'When?', 'At eleven']);
  },
);

memberTest('in the app a toast and the title tell of other chats', async ({ member, memberDevice, friend }) => {
  const { page } = member;
  const chatId = newId();
  done(await memberDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
  const bob = await friend('Bob', chatId);
  await member.list.open('Assistant');
  await expect(page).toHaveTitle(/Assistant/);
  // What listens for news comes a moment after the chats.
  await page.waitForTimeout(1500);
  bob.waggle.send(chatId, { text: 'Lunch, **@Ada Lovelace**?' });
  const toast = page.getByRole('status').filter({ hasText: 'Bob in Bees: Lunch, @Ada Lovelace?' });
  await expect(toast).toBeVisible();
  await expect(page).toHaveTitle(/^\(1\)/);
  await toast.getByRole('button', { name: 'Open' }).click();
  await expect(member.chat.bubbles('Bob')).toContainText('Lunch');
  await expect(page).not.toHaveTitle(/^\(/);

  await member.list.open('Assistant');
  done(await memberDevice.waggle.command('chat:set', { chatId, notify: 'mentions' }));
  bob.waggle.send(chatId, { text: 'Nothing for you' });
  await expect(member.list.row('Bees')).toContainText('Nothing for you');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing for you' })).toBeHidden();
});

for (const [name, options] of [
  ['desktop', {}],
  ['phone', phone],
] as const) {
  memberTest(
    `the settings say where one is told, and keep what is chosen, on a ${name}`,
    NOTIFIED,
    async ({ person, signedIn }) => {
      const ada = await person({ ...options, storageState: signedIn, path: '/settings/notifications' });
      const { page } = ada;
      await expect(page.getByRole('heading', { name: 'Notifications' }).first()).toBeVisible();
      const turnOn = page.getByRole('button', { name: 'Turn on notifications' });
      await expect(turnOn).toBeVisible();
      await audit(page, 'notifications');

      await page.getByRole('switch', { name: 'Show names and text' }).click();
      await page.getByRole('switch', { name: 'Do not disturb' }).click();
      await page.getByLabel('From').fill('21:30');
      await expect(page.getByText(/By the clock of/)).toBeVisible();
      await audit(page, 'notifications with quiet hours');
      await page.reload();
      await expect(page.getByRole('switch', { name: 'Show names and text' })).not.toBeChecked();
      await expect(page.getByLabel('From')).toHaveValue('21:30');
      await expect(page.getByRole('switch', { name: 'Sounds' })).toBeChecked();

      // This browser has no push service to reach.
      await page.context().grantPermissions(['notifications']);
      await turnOn.click();
      await expect(page.locator('main, [role=main]').getByRole('alert')).toContainText('could not reach its service', {
        timeout: 20_000,
      });
      await page.emulateMedia({ colorScheme: 'dark' });
      await audit(page, 'notifications in the dark');
    },
  );
}
