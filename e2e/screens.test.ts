import type { Locator, Page } from '@playwright/test';
import type { VendorServer } from '../agents/testing/vendorServer.ts';
import type { Device } from '../client/testing/device.ts';
import { newId } from '../shared/ids.ts';
import { auditWhole as audit } from './audit.ts';
import { done, expect, phone, vendorTest as test } from './waggleTest.ts';

const still = { reducedMotion: 'reduce' } as const;

const RICH = `## Two things

**First** see [the text](https://example.org), then ask @coder.

| Thing | Before | Afterwards, with a long heading |
|---|---|---|
| Transport | TCP | Donaudampfschifffahrtsgesellschaftskapitän |

> Somebody said so.

\`\`\`ts
export const answer = await fetch('https://example.org/a/very/long/path/that/is/wider/than/a/phone'); // so
\`\`\`

${'Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz'.repeat(2)} مرحبا بالعالم
`;

/** Both forms in which somebody sees Waggle, each with the other theme and the other language. */
const forms = [
  { name: 'desktop', options: { viewport: { width: 1280, height: 800 }, colorScheme: 'light', ...still } },
  { name: 'phone', options: { ...phone, locale: 'de-DE', colorScheme: 'dark', ...still } },
] as const;

test.setTimeout(180_000);

for (const { name, options } of forms) {
  test(`strangers find every door without hindrance: ${name}`, async ({ person, adminDevice }) => {
    const userId = adminDevice.state().workspace?.users[0]?.id ?? '';
    const invite = done(await adminDevice.waggle.command('invite:create', { chatId: null, hours: 1, uses: 1 }));
    const reset = done(await adminDevice.waggle.command('user:reset', { userId }));
    const { page } = await person(options);
    const go = (path: string) => page.goto(path);

    await page.locator('form').waitFor();
    await audit(page, 'sign in');
    await page.locator('button[type="submit"]').click();
    await page.locator('[aria-invalid="true"]').first().waitFor();
    await audit(page, 'sign in, with faults');
    await go(new URL(invite.url).pathname);
    await page.locator('form').waitFor();
    await audit(page, 'join');
    await go('/join/unknown');
    await page.locator('main h1').waitFor();
    await audit(page, 'a bad invite');
    await go(new URL(reset.url).pathname);
    await page.locator('form').waitFor();
    await audit(page, 'reset');
  });

  test(`every screen behind the door is without hindrance: ${name}`, async ({
    signedIn,
    adminDevice,
    vendor,
    person,
  }) => {
    const chats = await talk(adminDevice, vendor);
    const { page, list } = await person({ ...options, storageState: signedIn });
    await expect(list.list).toBeVisible();
    const go = async (path: string, ready: string) => {
      await page.evaluate((to) => {
        history.pushState({}, '', to);
        dispatchEvent(new PopStateEvent('popstate'));
      }, path);
      await page.locator(ready).filter({ visible: true }).first().waitFor();
    };

    await go('/', 'ul[aria-label="Chats"]');
    await audit(page, 'chats');
    for (const [state, chatId] of Object.entries(chats)) {
      await go(`/chat/${chatId}`, state === 'empty' ? 'textarea' : '[role="log"] article');
      await audit(page, `thread, ${state}`);
    }

    await go(`/chat/${chats.finished}`, '[role="log"] article');
    const menu = page.getByRole('article').last().locator('[aria-haspopup="menu"]');
    await menu.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await audit(page, 'menu of a bubble');
    await page.getByRole('menuitem', { name: 'Details' }).click();
    await page.locator('article dl').waitFor();
    await page.getByRole('textbox').last().fill('@');
    await page.getByRole('listbox').waitFor();
    await audit(page, 'details and mentions');
    await page.getByRole('textbox').last().fill('@coder');
    await audit(page, 'who will answer');
    await page.getByRole('textbox').last().fill('');

    await go(`/chat/${chats.finished}/info`, 'aside, [role="dialog"]');
    await audit(page, 'chat info');
    await go('/new', '[role="dialog"] input');
    await audit(page, 'new chat');
    await page.getByRole('dialog').getByRole('button').nth(1).click();
    await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    await audit(page, 'new group');
    await go('/new/project', '[role="dialog"] input');
    await audit(page, 'new project');
    await isUsableLow(page, page.getByRole('dialog'));
    await go('/agents', 'ul a[href^="/agents/"]');
    await audit(page, 'agents');
    await go('/agents/research', 'h2');
    await audit(page, 'an agent');
    await go('/settings', 'a[href="/settings/models"]');
    await audit(page, 'settings');
    for (const section of ['profile', 'appearance', 'password', 'devices', 'blocked', 'workspace', 'people']) {
      await go(`/settings/${section}`, '[role="main"] h1');
      await audit(page, section);
    }
    await go('/settings/models', 'section h3');
    await page
      .getByRole('button', { name: /^Change |ändern$/ })
      .first()
      .click();
    await page.locator('section form').waitFor();
    await audit(page, 'models');
    await go('/nowhere', 'h1, h2');
    await audit(page, 'an unknown address');
  });
}

test('the first page of all is without hindrance', async ({ person }) => {
  for (const { name, options } of forms) {
    const { page } = await person(options);
    await page.locator('form').waitFor();
    await audit(page, `first run, ${name}`);
  }
});

/** One chat in each state that a thread can have. */
async function talk(
  device: Device,
  vendor: VendorServer,
): Promise<Record<'finished' | 'failed' | 'streaming' | 'empty', string>> {
  const create = async (title: string) =>
    done(
      await device.waggle.command('chat:create', {
        id: newId(),
        kind: 'project',
        title,
        goal: 'Find out',
        contacts: ['research', 'coder'],
      }),
    ).chatId;
  const ask = async (chatId: string, text: string, status: 'complete' | 'failed' | 'cut' | 'streaming') => {
    await device.until('the chat is there', (state) => chatId in state.chats);
    device.waggle.open(chatId);
    device.waggle.send(chatId, { text });
    await device.until(`an answer is ${status}`, (state) =>
      Object.values(state.chats[chatId]?.messages ?? {}).some(
        (message) => message.status === status && message.senderKind === 'agent',
      ),
    );
  };
  const finished = await create('Finished');
  vendor.next({ do: 'answer', pieces: [RICH] });
  await ask(finished, '@research how? Write to ada@example.org', 'complete');
  const failed = await create('Failed, in a project with a name that is long and longer still');
  vendor.otherwise(() => ({ do: 'refuse', fault: 'no-credit' }));
  await ask(failed, '@coder who?', 'failed');
  vendor.otherwise(() => ({ do: 'hang', after: 2 }));
  const streaming = await create('Streaming');
  await ask(streaming, '@all what?', 'streaming');
  const empty = await create('Empty');
  return { finished, failed, streaming, empty };
}

/** Magnified four times a window is as low as this: there is still room to write, and the rest can be scrolled to. */
async function isUsableLow(page: Page, dialog: Locator): Promise<void> {
  const size = page.viewportSize() ?? { width: 1280, height: 720 };
  await page.setViewportSize({ width: 320, height: 256 });
  const room = await dialog.evaluate((element) => {
    const scrolling = [element, ...element.querySelectorAll('*')].find((one) => {
      return getComputedStyle(one).overflowY === 'auto' && one.scrollHeight > one.clientHeight;
    });
    return scrolling?.clientHeight;
  });
  expect(room).toBeGreaterThan(128);
  await page.setViewportSize(size);
}
