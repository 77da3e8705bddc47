import { createDevice } from '../client/testing/device.ts';
import { newId } from '../shared/ids.ts';
import { createLog } from '../server/log.ts';
import { openStore } from '../server/openStore.ts';
import { audit } from './audit.ts';
import type { WaggleServer } from './waggleServer.ts';
import { done, emailOf, expect, PASSWORD, test, userOf } from './waggleTest.ts';

test.use({ store: 'embedded' });

const CHATS = 500;
const PEOPLE = 256;
/** Of the people of the large group, so many have read what Ada wrote last. */
const READERS = 120;

test('500 chats and a group of 256 people are at hand', async ({ admin, adminDevice, friend, server }) => {
  test.setTimeout(120_000);
  const { page, list, chat } = admin;
  const grace = await friend('Grace Höpper');
  const crowdId = newId();
  const contacts = [userOf(grace)];
  done(await adminDevice.waggle.command('chat:create', { id: crowdId, kind: 'group', title: 'Everybody', contacts }));
  adminDevice.stop();
  grace.stop();
  await fill(server, crowdId, userOf(adminDevice));

  // The page that stayed open hears of all of it, and so does one that is opened.
  await expect(list.row('Chat 500')).toBeVisible({ timeout: 30_000 });
  await page.goto('/');
  await expect(list.row('Chat 500')).toBeVisible();
  expect(await list.list.getByRole('listitem').count()).toBeLessThan(60);
  await list.list.hover();
  const oldest = list.list.getByText('Chat 1', { exact: true });
  await expect(async () => {
    await page.mouse.wheel(0, 3000);
    await expect(oldest).toBeAttached({ timeout: 300 });
  }).toPass({ timeout: 30_000 });
  // The wheel may still be turning.
  await expect(async () => {
    await oldest.click();
    await expect(page.getByRole('heading', { name: 'Chat 1', level: 1, exact: true })).toBeVisible({ timeout: 2000 });
  }).toPass({ timeout: 20_000 });
  await expect(chat.log.getByText('Hello from chat 1', { exact: true })).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search chats and messages' }).fill('chat 250');
  // Until the search is loaded for the first time the list itself is narrowed.
  await expect(page.getByRole('heading', { name: 'Messages', level: 2 })).toBeVisible();
  await page.getByRole('link').filter({ hasText: 'Chat 250' }).first().click();
  await expect(chat.log.getByText('Hello from chat 250', { exact: true })).toBeVisible();

  await page.goto(`/chat/${crowdId}`);
  await chat.act(chat.bubbles('Ada').last(), 'Info');
  const info = page.getByRole('complementary').or(page.getByRole('dialog')).last();
  await expect(info.getByText(`${String(READERS)} people`)).toBeVisible();
  await expect(info.getByRole('listitem')).not.toHaveCount(0);
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Chat info' }).first().click();
  const people = page.getByRole('list', { name: 'People' });
  await page.getByRole('button', { name: `Show all ${String(PEOPLE)}` }).click();
  await expect(people.getByRole('listitem')).toHaveCount(PEOPLE);
  await expect(people.getByText('Person 256')).toBeAttached();
  await audit(page, 'the details of a large group');

  const typing = createDevice(server.url);
  done(await typing.waggle.signIn({ email: emailOf(grace), password: PASSWORD }));
  await typing.until('Grace is back', (state) => crowdId in state.chats);
  typing.waggle.setTyping(crowdId, true);
  typing.waggle.send(crowdId, { text: 'Good morning, all 256' });
  await expect(chat.log.getByText('Good morning, all 256')).toBeVisible();
  await expect(page.getByText(/is typing/)).toHaveCount(0);
  typing.stop();
});

/** Puts the chats, and the people into the large one, while the server is away. */
async function fill(server: WaggleServer, crowdId: string, ada: string): Promise<void> {
  await server.end();
  const settings = { databaseUrl: undefined, dataDir: server.folder, secret: undefined, role: 'all' } as const;
  const store = await openStore(settings, createLog('error'));
  const { pool } = store.database;
  const ids = Array.from({ length: CHATS }, () => newId());
  // Ada and Grace are there.
  const people = Array.from({ length: PEOPLE - 2 }, () => newId());
  try {
    await pool.query(
      `insert into chat (id, kind, title, "createdBy", version, stamp, "lastSeq")
        select id, 'group', 'Chat ' || n, $2, 2, 1, 1 from unnest($1::text[]) with ordinality as one(id, n)`,
      [ids, ada],
    );
    await pool.query(
      `insert into member ("chatId", "contactId", kind, role, version, read, delivered)
        select id, $2, 'user', 'owner', 1, 1, 1 from unnest($1::text[]) as one(id)`,
      [ids, ada],
    );
    await pool.query(
      `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
        select gen_random_uuid()::text, id, 1, 2, $2, 'user', 'Hello from chat ' || n, '{}', now() + n * interval '1 ms'
        from unnest($1::text[]) with ordinality as one(id, n)`,
      [ids, ada],
    );
    await pool.query(
      `insert into "user" (id, name, email, "updatedAt")
        select id, 'Person ' || n + 2, 'person' || n || '@example.org', now()
        from unnest($1::text[]) with ordinality as one(id, n)`,
      [people],
    );
    // Otherwise the next start welcomes them, one after the other.
    await pool.query(
      `insert into chat (id, kind, "createdBy", "directKey")
        select gen_random_uuid()::text, 'direct', id, id || ':' || agent from unnest($1::text[]) as one(id),
          (select distinct "contactId" agent from member where kind = 'agent') as every`,
      [people],
    );
    await pool.query(
      `insert into member ("chatId", "contactId", kind, version, read, delivered)
        select $1, id, 'user', 2, case when n <= $3 then 1 else 0 end, 1
        from unnest($2::text[]) with ordinality as one(id, n)`,
      [crowdId, people, READERS],
    );
    await pool.query(
      `insert into message (id, "chatId", seq, version, "senderId", "senderKind", text, mentions, "createdAt")
        values ($1, $2, 1, 2, $3, 'user', 'Who comes?', '{}', now() + interval '1 minute')`,
      [newId(), crowdId, ada],
    );
    await pool.query('update chat set version = 2, "lastSeq" = 1 where id = $1', [crowdId]);
    await pool.query('update "user" set version = version + 1 where id = $1', [ada]);
    await pool.query('update workspace set version = version + 1');
  } finally {
    await store.close();
  }
  await server.up();
}
