import pg from 'pg';
import { openSmtpServer, type SmtpServer } from '../server/mail/testing/smtpServer.ts';
import { audit } from './audit.ts';
import { type OwnDatabase, ownDatabase, serversMissing } from './database.ts';
import { WaggleServer } from './waggleServer.ts';
import { expect, test as base } from './waggleTest.ts';

const test = base.extend<{ smtp: SmtpServer; database: OwnDatabase }>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  smtp: async ({}, use) => {
    const smtp = await openSmtpServer();
    await use(smtp);
    smtp.close();
  },
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  database: async ({}, use) => {
    const database = await ownDatabase();
    if (database === undefined) throw new Error('there is no server of databases');
    await use(database);
    await database.clear();
  },
  server: [
    async ({ smtp, database }, use) => {
      const mail = {
        WAGGLE_SMTP_URL: `smtp://127.0.0.1:${String(smtp.port)}`,
        WAGGLE_MAIL_FROM: 'Hive <hive@example.org>',
      };
      const server = await WaggleServer.start({ ...database.env, ...mail });
      await use(server);
      await server.stop();
    },
    { scope: 'test', timeout: 60_000 },
  ],
});

const ICS = [
  ...['BEGIN:VCALENDAR', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Feed the bees', 'RRULE:FREQ=DAILY'],
  ...['DTSTART:20260101T100000Z', 'DURATION:PT1H', 'END:VEVENT', 'END:VCALENDAR'],
].join('\r\n');

test.skip(serversMissing !== undefined, serversMissing);

test('a calendar is subscribed to and asked about, and an event goes out by mail', async ({
  admin,
  smtp,
  database,
}) => {
  const { page, list, chat } = admin;
  await page.goto('/settings/calendars');
  await page.getByRole('button', { name: 'Add a calendar' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Garden');
  await page.getByLabel('Address', { exact: true }).fill('webcal://127.0.0.1:9/private-0123456789abcdef/basic.ics');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  await expect(page.getByText('It must be public')).toBeVisible();
  await audit(page, 'calendars');

  // Nothing on this machine may be asked; what would have been fetched is put in its place.
  const client = new pg.Client({ connectionString: database.env.DATABASE_URL });
  await client.connect();
  await client.query('update calendar set ics = $1, "fetchedAt" = now(), "lookedAt" = now(), failure = null', [ICS]);
  await client.end();
  await page.reload();
  await expect(page.getByText('Fetched')).toBeVisible();
  await expect(page.getByText('127.0.0.1:9 · basic.ics')).toBeVisible();

  await page.goto('/');
  await list.open('Assistant');
  await chat.send('What is on my calendar tomorrow?');
  await expect(chat.finished('Assistant').last()).toContainText('Feed the bees');

  await chat.send('Set up a meeting tomorrow at 14:00: Harvest');
  await page.getByRole('button', { name: 'Allow: post an event' }).click();
  await page.getByRole('button', { name: 'Send by mail' }).click();
  await page.getByLabel('Other addresses').fill('guest@example.org');
  await audit(page, 'mails');
  await page.getByRole('button', { name: 'Send 1 mail' }).click();
  await expect(page.getByText('Sent', { exact: true })).toBeVisible();
  expect(smtp.received.map(({ to }) => to)).toEqual([['guest@example.org']]);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: '1 mail sent' })).toBeFocused();
});
