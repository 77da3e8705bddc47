import type { Page } from '@playwright/test';
import sharp from 'sharp';
import type { Device } from '../client/testing/device.ts';
import { newId } from '../shared/ids.ts';
import type { Message } from '../shared/message.ts';
import { audit } from './audit.ts';
import { memberTest } from './memberTest.ts';
import { done, emailOf, expect, PASSWORD, type Person, phone, test } from './waggleTest.ts';

test.use({ store: 'embedded' });

// Recording takes its time, and each screen is looked at.
test.describe.configure({ timeout: 120_000 });

type Chosen = { name: string; mimeType: string; buffer: Buffer };

test('files are sent by button, paste and drop, and looked at', async ({ admin, adminDevice, friend }) => {
  const { page, chat } = admin;
  const { chatId, grace } = await together(admin, adminDevice, friend);

  await choose(page, 'Photo or video', await picture('meadow.png', 800, 600), await picture('tower.png', 300, 500));
  await choose(page, 'File', text('notes.txt', 'Bees dance the way.\nSecond line'), bytes('report.final.bin', 3000));
  const tray = page.getByRole('list', { name: 'Files to send' });
  await expect(tray.getByRole('listitem')).toHaveCount(4);
  await audit(page, 'files in the composer');
  await tray.getByRole('button', { name: 'Remove report.final.bin' }).click();
  await chat.send('What we found');
  await expect(tray).toBeHidden();

  const first = await arrived(grace, chatId, ({ text }) => text === 'What we found');
  expect(first.attachments).toMatchObject([
    { name: 'meadow.png', kind: 'image', width: 800, height: 600 },
    { name: 'tower.png', kind: 'image', width: 300, height: 500 },
    { name: 'notes.txt', kind: 'text' },
  ]);
  await page.reload();
  const bubble = chat.bubbles('Ada').last();
  await expect(bubble.getByLabel('The beginning of notes.txt')).toContainText('Bees dance the way.');
  for (const shown of await bubble.locator('img').all()) {
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  }

  await bubble.getByRole('button', { name: 'Open picture meadow.png' }).press('Enter');
  const lightbox = page.getByRole('dialog', { name: 'meadow.png' });
  await expect(lightbox.getByRole('status')).toContainText('1 of 2');
  await audit(page, 'lightbox');
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('dialog', { name: 'tower.png' }).getByRole('status')).toContainText('2 of 2');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(bubble.getByRole('button', { name: 'Open picture meadow.png' })).toBeFocused();

  await bubble.getByRole('button', { name: 'Open notes.txt' }).press('Enter');
  await expect(page.getByRole('dialog', { name: 'notes.txt' })).toContainText('Second line');
  await audit(page, 'text of a file');
  await page.keyboard.press('Escape');
  const saved = page.waitForEvent('download');
  await bubble.getByRole('link', { name: 'Download notes.txt' }).click();
  expect((await saved).suggestedFilename()).toBe('notes.txt');

  await carry(page, 'paste', 10);
  await expect(tray.getByRole('listitem')).toHaveCount(1);
  await carry(page, 'dragover', 10);
  await expect(page.getByText('Drop files here to send them')).toBeVisible();
  await carry(page, 'drop', 10);
  await expect(page.getByText('Drop files here to send them')).toBeHidden();
  await expect(tray.getByRole('listitem')).toHaveCount(2);
  await carry(page, 'drop', 104_857_601);
  await expect(page.getByText('“carried.bin” is larger than 100 MB, so it can’t be sent here.')).toBeVisible();
  await expect(tray.getByRole('listitem')).toHaveCount(2);
  await chat.sendButton.click();
  const second = await arrived(grace, chatId, ({ attachments }) => attachments?.[0]?.name === 'carried.bin');
  expect(second.text).toBe('');
  expect(second.attachments).toHaveLength(2);
  await expect(admin.list.row('Launch')).toContainText('2 files');
});

memberTest(
  'a message goes on by itself: stopped, refused, cut off, closed',
  async ({ member, memberDevice, friend }) => {
    const { page, chat } = member;
    const { chatId, grace } = await together(member, memberDevice, friend);
    const own = chat.bubbles('Ada');

    // Held back on the way: the message shows its files, one of which is taken out.
    let held = true;
    await page.context().route('**/api/files/*', async (route) => {
      if (held && route.request().method() === 'PATCH') await route.abort();
      else await route.fallback();
    });
    await choose(page, 'File', bytes('wanted.bin', 200_000), bytes('unwanted.bin', 100));
    await chat.send('With one file');
    await expect(own.last().getByRole('progressbar')).toHaveCount(2);
    await chat.send('After it');
    await own.first().getByRole('button', { name: 'Stop sending unwanted.bin' }).click();
    await expect(own.first()).not.toContainText('unwanted.bin');

    // The app is closed and opened again.
    await page.reload();
    await expect(own.first()).toContainText('wanted.bin');
    await expect(own.first()).toContainText('With one file');
    held = false;
    await arrived(grace, chatId, ({ text }) => text === 'After it');
    const texts = () => Object.values(grace.state().chats[chatId]?.messages ?? {}).map(({ text }) => text);
    expect(texts()).toEqual(['With one file', 'After it']);
    const [sent] = Object.values(grace.state().chats[chatId]?.messages ?? {});
    expect(sent?.attachments).toMatchObject([{ name: 'wanted.bin', size: 200_000 }]);

    // Refused by the server, then not.
    const refusal = { ok: false, code: 'too-large', reason: 'quota', message: 'There is no room left.' };
    await page.context().route('**/api/files', (route) => route.fulfill({ status: 413, json: refusal }));
    await choose(page, 'File', bytes('refused.bin', 100));
    await chat.sendButton.click();
    await expect(own.last().getByRole('alert')).toContainText('There is no room left for your files.');
    await audit(page, 'a file that was refused');
    await page.context().unroute('**/api/files');
    await own.last().getByRole('button', { name: 'Try refused.bin again' }).click();
    await arrived(grace, chatId, ({ attachments }) => attachments?.[0]?.name === 'refused.bin');

    // Without a network, and with one again.
    await page.context().setOffline(true);
    await choose(page, 'File', bytes('offline.bin', 100));
    await chat.sendButton.click();
    await expect(own.last()).toContainText('offline.bin');
    await expect(own.last()).toContainText('Waiting for the connection');
    await page.context().setOffline(false);
    await arrived(grace, chatId, ({ attachments }) => attachments?.[0]?.name === 'offline.bin');

    // What was chosen and not sent stands there again.
    await choose(page, 'File', bytes('chosen.bin', 100));
    const tray = page.getByRole('list', { name: 'Files to send' });
    await expect(tray.getByRole('progressbar')).toBeHidden();
    await page.reload();
    await expect(tray.getByText('chosen.bin')).toBeVisible();
    expect(texts()).toHaveLength(4);
  },
);

memberTest(
  'voice notes are recorded and heard, by finger and by keyboard',
  async ({ member, memberDevice, friend, person }) => {
    const { chatId, grace } = await together(member, memberDevice, friend);
    const { page, chat } = member;
    const record = page.getByRole('button', { name: 'Record a voice note' });
    // What pulses while recording never comes to rest to be looked at.
    await page.emulateMedia({ reducedMotion: 'reduce' });

    await record.press('Enter');
    await expect(page.getByRole('group', { name: /^Recording, 0:01/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Send the voice note' })).toBeFocused();
    await audit(page, 'recording');
    await page.keyboard.press('Enter');
    const note = await arrived(grace, chatId, ({ attachments }) => attachments?.[0]?.kind === 'voice');
    expect(note.attachments?.[0]?.durationMs).toBeGreaterThan(900);
    expect(note.attachments?.[0]?.waveform).toHaveLength(48);
    expect(Math.max(...(note.attachments?.[0]?.waveform ?? []))).toBe(31);
    await expect(chat.composer).toBeFocused();

    // By a finger: to the side throws it away, letting go sends it, up lets go of it.
    const before = Object.keys(grace.state().chats[chatId]?.messages ?? {}).length;
    await hold(page);
    await page.mouse.move(...(await away(page, -140, 0)), { steps: 5 });
    await expect(page.getByRole('group', { name: /^Recording/ })).toBeHidden();
    await page.mouse.up();
    await hold(page);
    await page.mouse.up();
    await expect.poll(() => Object.keys(grace.state().chats[chatId]?.messages ?? {}).length).toBe(before + 1);
    await hold(page);
    await page.mouse.move(...(await away(page, 0, -90)), { steps: 5 });
    await page.mouse.up();
    await page.getByRole('button', { name: 'Discard the recording' }).click();
    await expect(record).toBeVisible();

    // Heard by somebody else, on a phone.
    const other = await person({ ...phone, path: `/chat/${chatId}` });
    await other.door.signIn(emailOf(grace), PASSWORD);
    const heard = other.chat.bubbles('Ada').first();
    await audit(other.page, 'voice notes');
    const slider = heard.getByRole('slider', { name: 'Position in the voice note' });
    await heard.getByRole('button', { name: 'Speed: 1×' }).click();
    await expect(heard.getByRole('button', { name: 'Speed: 1.5×' })).toBeVisible();
    await heard.getByRole('button', { name: 'Play voice note' }).click();
    await expect(heard.getByRole('button', { name: 'Pause voice note' })).toBeVisible();
    await expect(heard.getByRole('button', { name: 'Play voice note' })).toBeVisible();
    await slider.press('End');
    await expect(slider).not.toHaveAttribute('aria-valuenow', '0');
    await slider.press('Home');
    await expect(slider).toHaveAttribute('aria-valuenow', '0');
  },
);

/** A group of Ada, who has it open, and Grace. */
async function together(admin: Person, adminDevice: Device, friend: (name: string, chatId: string) => Promise<Device>) {
  const chat = { id: newId(), kind: 'group', title: 'Launch', contacts: [] } as const;
  const { chatId } = done(await adminDevice.waggle.command('chat:create', { ...chat, contacts: [] }));
  const grace = await friend('Grace Höpper', chatId);
  await admin.list.open('Launch');
  return { chatId, grace };
}

/** Resolves with the message like this once it has come. */
async function arrived(device: Device, chatId: string, isIt: (message: Message) => boolean): Promise<Message> {
  const find = () => Object.values(device.state().chats[chatId]?.messages ?? {}).find(isIt);
  await device.until('the message has come', () => find() !== undefined, 20_000);
  const message = find();
  if (!message) throw new Error('the message has gone');
  return message;
}

async function choose(page: Page, entry: string, ...files: Chosen[]): Promise<void> {
  await page.getByRole('button', { name: 'Attach' }).click();
  const opened = page.waitForEvent('filechooser');
  await page.getByRole('menuitem', { name: entry, exact: true }).click();
  await (await opened).setFiles(files);
}

async function picture(name: string, width: number, height: number): Promise<Chosen> {
  const image = sharp({ create: { width, height, channels: 3, background: '#b45309' } });
  return { name, mimeType: 'image/png', buffer: await image.png().toBuffer() };
}

function text(name: string, content: string): Chosen {
  return { name, mimeType: 'text/plain', buffer: Buffer.from(content) };
}

function bytes(name: string, size: number): Chosen {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size, 7) };
}

/** A file of so many bytes is carried over the page by the clipboard or the pointer. */
async function carry(page: Page, type: 'paste' | 'dragover' | 'drop', size: number): Promise<void> {
  await page.evaluate(
    ([eventType, length]) => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(length)], 'carried.bin'));
      const options = { bubbles: true, cancelable: true };
      const event =
        eventType === 'paste'
          ? new ClipboardEvent('paste', { ...options, clipboardData: data })
          : new DragEvent(eventType, { ...options, dataTransfer: data });
      document.querySelector('textarea')?.dispatchEvent(event);
    },
    [type, size] as const,
  );
}

/** Where the microphone is, moved by so much. */
async function away(page: Page, x: number, y: number): Promise<[number, number]> {
  const box = await page.getByRole('button', { name: 'Record a voice note' }).boundingBox();
  if (!box) throw new Error('there is no microphone');
  return [box.x + box.width / 2 + x, box.y + box.height / 2 + y];
}

/** Presses the microphone and speaks for a second. */
async function hold(page: Page): Promise<void> {
  await page.mouse.move(...(await away(page, 0, 0)));
  await page.mouse.down();
  await expect(page.getByRole('group', { name: /^Recording, 0:01/ })).toBeVisible();
}
