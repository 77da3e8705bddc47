import { expect, it } from 'vitest';
import type { Attachment } from '../../shared/attachment.ts';
import { anna, ben, messageRow, uuid } from '../../shared/testing/rows.ts';
import { filePath } from './filePath.ts';
import { htmlExport } from './html.ts';
import { sourceOf, textOf } from './testing/source.ts';

const EVIL = `<script>alert(1)</script><img src=x onerror="alert(1)">'"&`;
const english = { locale: 'en-GB', timeZone: 'Europe/Berlin' };

const picture: Attachment = {
  fileId: uuid(77),
  name: `${EVIL}/../holiday.jpg`,
  mime: 'image/jpeg',
  size: 3,
  kind: 'image',
  width: 1,
  height: 1,
  durationMs: null,
  waveform: null,
  transcript: null,
};

const messages = [
  messageRow(1, { text: `${EVIL} see https://example.org/"onclick="x and https://example.org/`, senderId: anna }),
  messageRow(2, { senderId: ben, replyTo: uuid(0x1001), text: EVIL, editedAt: 5 }),
  messageRow(3, { senderId: ben, text: 'secret', deletedAt: 9, attachments: [picture] }),
  messageRow(4, {
    senderId: uuid(99),
    text: '',
    attachments: [picture],
    reactions: [{ emoji: '👍', contactIds: [anna] }],
  }),
  messageRow(5, {
    text: 'Lunch?',
    poll: {
      choices: [
        { text: EVIL, voters: [ben] },
        { text: 'No', voters: [] },
      ],
      several: false,
      closedAt: null,
    },
  }),
  messageRow(6, {
    text: 'Party',
    appointment: {
      startsAt: Date.UTC(2026, 11, 24, 17),
      endsAt: null,
      allDay: false,
      place: EVIL,
      description: EVIL,
      coming: [{ contactId: ben, answer: 'maybe' }],
      cancelled: false,
    },
  }),
  messageRow(8, {
    text: 'Up',
    charts: [
      {
        ...{ title: `Honey ${EVIL}`, kind: 'bar', unit: EVIL, xTitle: '', yTitle: '', labels: [EVIL, 'b'] },
        series: [{ name: 'Hive', values: [1234.5, null] }],
      },
    ],
  }),
  messageRow(9, {
    senderId: 'coder',
    senderKind: 'agent',
    text: 'Which?',
    question: { askedOf: anna, choices: ['By train', EVIL] },
  }),
  messageRow(7, { senderId: 'coder', senderKind: 'agent', status: 'cut', text: 'Half an ans' }),
];

it('is a page in which nothing that anybody wrote is more than text', async () => {
  const page = await textOf(htmlExport(sourceOf(messages, { withFiles: true }), english));
  expect(page).not.toMatch(/<script|onerror="|onclick="|<b>|<wasps>/);
  const tags = new Set([...page.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
  const known =
    'html head meta title style body main header h1 h2 p ul li article span time a br img table caption thead tbody tr th td';
  expect([...tags].filter((tag) => !known.split(' ').includes(tag ?? ''))).toEqual([]);
  const attributes = new Set([...page.matchAll(/\s([a-z-]+)="/g)].map(([, name]) => name));
  expect([...attributes].filter((name) => name?.startsWith('on'))).toEqual([]);
  expect(page).toMatch(
    /<meta http-equiv="Content-Security-Policy" content="default-src &#39;none&#39;; style-src &#39;sha256-/,
  );
  expect(page).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
  expect(page).toContain('<a href="https://example.org/" rel=');
});

it('links no address that may lead elsewhere than it seems to, and says where it leads', async () => {
  const carrying = `https://news.example/?q=${'a1'.repeat(40)}`;
  const cited = `https://cited.example/?q=${'a1'.repeat(40)}`;
  const text = `https://good.example/ https://bank.example@evil.example/ https://аррӏе.com/ ${carrying} ${cited}`;
  const sources = [{ number: 1, url: cited, title: '', quote: '' }];
  const linksOf = async (changes: Parameters<typeof messageRow>[1]) => {
    const page = await textOf(htmlExport(sourceOf([messageRow(1, { text, ...changes })]), english));
    // The first is that of the chat's description.
    return { page, links: [...page.matchAll(/<a href="([^"]+)"/g)].map(([, href]) => href).slice(1) };
  };
  const person = await linksOf({ senderId: anna });
  expect(person.links).toEqual(['https://good.example/', carrying, cited]);
  expect(person.page).toContain('https://bank.example@evil.example/ <span class="note">(→ evil.example)</span>');
  expect(person.page).toContain('https://аррӏе.com/ <span class="note">(→ xn--');
  const agent = await linksOf({ senderId: 'coder', senderKind: 'agent', sources });
  expect(agent.links).toEqual(['https://good.example/', cited]);
});

it('says what was said, by whom, when and in reply to what', async () => {
  const page = await textOf(htmlExport(sourceOf(messages), english));
  expect(page).toContain('In reply to Anna &lt;b&gt;');
  expect(page).toContain('Someone who left');
  expect(page).toContain('<caption>Chart: Honey ');
  expect(page).toMatch(
    /<th scope="col">Label<\/th>.*<td class="number">1,234.5<\/td><\/tr><tr><td>b<\/td><td><\/td><\/tr>/,
  );
  expect(page).toContain('This message was deleted');
  expect(page).not.toContain('secret');
  expect(page).toContain('1 vote');
  expect(page).toContain('<li>By train</li>');
  expect(page).toContain('Ben · Maybe');
  expect(page).toContain('24 Dec 2026, 18:00');
  expect(page).toContain('This answer was not finished.');
  expect(page).toContain('👍 1');
  expect(page.match(/class="day"/g)).toHaveLength(1);
});

it('shows files only where they lie beside it, and those of deleted messages never', async () => {
  const alone = await textOf(htmlExport(sourceOf(messages), english));
  expect(alone).not.toContain('<img');
  const page = await textOf(htmlExport(sourceOf(messages, { withFiles: true }), english));
  expect(page.match(/<img/g)).toHaveLength(1);
  expect(page).toContain('src="files/4-1-_script_alert(1)__script_');
});

it('speaks German, and goes on where language or place are unknown', async () => {
  const german = await textOf(htmlExport(sourceOf(messages), { locale: 'de-AT', timeZone: 'Europe/Vienna' }));
  expect(german).toContain('<html lang="de">');
  expect(german).toContain('Diese Nachricht wurde gelöscht');
  const odd = await textOf(htmlExport(sourceOf([]), { locale: '../..', timeZone: 'Moon/Tycho' }));
  expect(odd).toContain('No messages.');
});

it.each([
  ['holiday.jpg', 'files/7-1-holiday.jpg'],
  ['../../etc/passwd', 'files/7-1-_.._etc_passwd'],
  ['...', 'files/7-1-file'],
  ['a:b*c?.txt ', 'files/7-1-a_b_c_.txt'],
  ['C:\\evil\u202Egpj.exe', 'files/7-1-C__evil_gpj.exe'],
])('lays %j at %s', (name, path) => {
  expect(filePath(7, 0, name)).toBe(path);
});

it('keeps the ending of a long name', () => {
  const path = filePath(7, 0, `${'ä'.repeat(300)}.jpeg`);
  expect(path).toHaveLength('files/7-1-'.length + 120);
  expect(path.endsWith('.jpeg')).toBe(true);
});
