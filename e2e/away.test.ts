import type { Locator, Page } from '@playwright/test';
import { newId } from '../shared/ids.ts';
import { audit } from './audit.ts';
import { memberTest as test } from './memberTest.ts';
import { test as serverTest, done, expect, phone } from './waggleTest.ts';

test.use({ store: 'embedded', serviceWorkers: 'allow' });

/** Waits until the worker has everything and answers for this page. */
async function installed(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
}

serverTest(
  'what is done while the server is away outlives the app and is done when it is back',
  async ({ admin, adminDevice, friend, server }) => {
    test.slow();
    const chatId = newId();
    done(await adminDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
    const bob = await friend('Bob', chatId);
    bob.waggle.send(chatId, { text: 'Who waters the flowers?' });
    await installed(admin.page);
    await admin.list.open('Bees');
    await admin.chat.send('I do, on Mondey');
    await bob.until('both are there', (state) => state.chats[chatId]?.lastSeq === 2);
    await expect(admin.chat.bubbles('Bob')).toContainText('Who waters');
    // What is shown is kept a moment later.
    await admin.page.waitForTimeout(1500);

    await server.kill();
    await admin.page.reload();
    await expect(admin.chat.bubbles('Bob')).toContainText('Who waters the flowers?');
    const openedMs = await admin.page.evaluate(() => Math.round(performance.now()));
    test.info().annotations.push({ type: 'opened without a server', description: `${String(openedMs)} ms` });
    await expect(admin.page.getByText('You are offline.')).toBeVisible();

    await admin.chat.send('And on Fridays');
    await admin.chat.act(admin.chat.bubbles('Ada Lovelace').first(), 'Edit');
    await admin.chat.composer.fill('I do, on Mondays');
    await admin.chat.composer.press('Enter');
    await expect(admin.chat.bubbles('Ada Lovelace').first()).toContainText('on Mondays');
    await admin.chat.act(admin.chat.bubbles('Bob'), 'React with 👍');
    await expect(admin.chat.log).toContainText('👍');
    await admin.page.waitForTimeout(500);
    const context = admin.page.context();
    await admin.page.close();

    const again = await context.newPage();
    await again.goto(`/chat/${chatId}`);
    const log = again.getByRole('log', { name: 'Messages' });
    await expect(log).toContainText('And on Fridays');
    await expect(log).toContainText('on Mondays');
    await expect(log).toContainText('👍');

    await server.up();
    await bob.until(
      'everything has come',
      (state) => {
        const texts = Object.values(state.chats[chatId]?.messages ?? {});
        return (
          texts.some(({ text }) => text === 'And on Fridays') &&
          texts.some(({ text, editedAt }) => text === 'I do, on Mondays' && editedAt !== null) &&
          texts.some(({ reactions }) => reactions?.some(({ emoji }) => emoji === '👍') === true)
        );
      },
      40_000,
    );
    expect(bob.state().chats[chatId]?.lastSeq).toBe(3);
  },
);

test('a voice note recorded without a network waits with a clock, outlives the app and goes by itself', async ({
  member,
  memberDevice,
  friend,
}) => {
  test.slow();
  const chatId = newId();
  done(await memberDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
  const bob = await friend('Bob', chatId);
  const voices = () =>
    Object.values(bob.state().chats[chatId]?.messages ?? {}).flatMap(({ attachments = [] }) =>
      attachments.filter(({ kind }) => kind === 'voice'),
    );
  const { page } = member;
  const context = page.context();
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await installed(page);
  await member.list.open('Bees');

  // The line is back while the app is open.
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await record(page);
  await expect(waitingNote(page)).toHaveCount(1);
  await audit(page, 'a voice note that waits');
  await context.setOffline(false);
  await expect.poll(() => voices().length, { timeout: 40_000 }).toBe(1);
  await expect(member.chat.bubbles('Ada Lovelace').getByRole('button', { name: 'Play voice note' })).toBeVisible();

  // The app is closed before it is, and opened again without it too.
  await context.setOffline(true);
  await expect(page.getByText('You are offline.')).toBeVisible();
  await record(page);
  await expect(waitingNote(page)).toHaveCount(1);
  await page.waitForTimeout(500);
  await page.close();
  const again = await context.newPage();
  await again.goto(`/chat/${chatId}`);
  await expect(again.getByText('You are offline.')).toBeVisible();
  await expect(waitingNote(again)).toHaveCount(1);
  expect(voices()).toHaveLength(1);
  await context.setOffline(false);
  await expect.poll(() => voices().length, { timeout: 40_000 }).toBe(2);
  await expect(waitingNote(again)).toHaveCount(0);
  for (const { durationMs, waveform, size } of voices()) {
    expect(durationMs).toBeGreaterThan(900);
    expect(Math.max(...(waveform ?? []))).toBe(31);
    expect(size).toBeGreaterThan(1000);
  }
  expect(bob.state().chats[chatId]?.lastSeq).toBe(2);

  // What has come can be heard.
  const heard = again.getByRole('article').last();
  await heard.getByRole('button', { name: 'Play voice note' }).click();
  await expect(heard.getByRole('button', { name: 'Pause voice note' })).toBeVisible();
});

/** Speaks for a second and sends it. */
async function record(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Record a voice note' }).press('Enter');
  await expect(page.getByRole('group', { name: /^Recording, 0:01/ })).toBeVisible();
  await page.keyboard.press('Enter');
}

/** Own messages with a voice note that have a clock. */
function waitingNote(page: Page): Locator {
  return page
    .getByRole('article')
    .filter({ has: page.getByRole('slider', { name: 'Position in the voice note' }) })
    .filter({ has: page.getByRole('img', { name: 'Waiting to be sent' }) });
}

test('a page too old for the server says so, keeps what was written and goes on after a reload', async ({
  member,
  memberDevice,
}) => {
  const { page } = member;
  let isOld = true;
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    const onward = socket.connectToServer();
    socket.onMessage((message) => {
      onward.send(isOld ? String(message).replace('"protocol":', '"protocol":1000') : message);
    });
  });
  await installed(page);
  await member.list.open('Assistant');
  await page.reload();
  await expect(page.getByText('Waggle has been updated. Reload to go on.')).toBeVisible();
  await member.chat.send('written by an old page');
  await expect(member.chat.bubbles('Ada Lovelace')).toContainText('written by an old page');
  await page.waitForTimeout(500);
  isOld = false;
  await page.getByRole('button', { name: 'Reload' }).click();
  await memberDevice.until('it was sent', (state) =>
    Object.values(state.chats).some(({ messages }) =>
      Object.values(messages).some(({ text }) => text === 'written by an old page'),
    ),
  );
  await expect(page.getByText('Waggle has been updated. Reload to go on.')).toBeHidden();
  await expect(member.chat.bubbles('Ada Lovelace')).toContainText('written by an old page');
});

test('another app’s text and files go into the chat that is chosen for them', async ({
  person,
  member,
  memberDevice,
}) => {
  const chatId = newId();
  done(await memberDevice.waggle.command('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [] }));
  const { page } = member;
  await installed(page);
  await page.evaluate(() => {
    const form = document.createElement('form');
    form.method = 'post';
    form.enctype = 'multipart/form-data';
    form.action = '/share';
    for (const [name, value] of Object.entries({
      title: 'Meadow',
      text: 'Look at this',
      url: 'https://example.org/',
    })) {
      const input = document.createElement('input');
      Object.assign(input, { name, value });
      form.append(input);
    }
    const files = document.createElement('input');
    const chosen = new DataTransfer();
    chosen.items.add(new File(['one two three'], 'notes.txt', { type: 'text/plain' }));
    Object.assign(files, { type: 'file', name: 'files' });
    files.files = chosen.files;
    form.append(files);
    document.body.append(form);
    form.submit();
  });
  const dialog = page.getByRole('dialog', { name: 'Share with' });
  await expect(dialog).toContainText('Look at this');
  await expect(dialog).toContainText('notes.txt');
  await audit(page, 'share');
  await dialog.getByRole('searchbox', { name: 'Search chats' }).fill('bee');
  await dialog.getByRole('button', { name: 'Bees' }).click();
  await expect(member.chat.composer).toHaveValue('Meadow\nLook at this\nhttps://example.org/');
  await expect(page.getByRole('list', { name: 'Files to send' })).toContainText('notes.txt');
  expect(new URL(page.url()).pathname).toBe(`/chat/${chatId}`);
  await page.goto('/share');
  await expect(page.getByRole('dialog', { name: 'Share with' })).toContainText('nothing to share');

  // It is installed in the person's language.
  const german = await person({ locale: 'de-DE' });
  // Browsers take the first.
  await expect(german.page.locator('link[rel="manifest"]').first()).toHaveAttribute('href', '/manifest.de.webmanifest');
});

test('on a phone Back closes what lies over the chat before it leaves it', async ({ person, signedIn }) => {
  const ada = await person({ ...phone, storageState: signedIn });
  const { page } = ada;
  await ada.list.open('Assistant');
  await ada.chat.send('Hello');
  const bubble = ada.chat.bubbles('Ada Lovelace').first();
  await expect(bubble).toBeVisible();
  await bubble.getByRole('button', { name: /^Actions/ }).tap();
  await page.getByRole('menuitem', { name: 'Info', exact: true }).tap();
  const sheet = page.getByRole('dialog');
  await expect(sheet).toBeVisible();
  await page.waitForTimeout(300);
  await page.goBack();
  await expect(sheet).toBeHidden();
  await expect(ada.chat.composer).toBeVisible();
  await page.goBack();
  await expect(ada.list.list).toBeVisible();
  await expect(ada.chat.composer).toBeHidden();
});
