import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../secret.ts';
import { createSmtp } from './smtp.ts';
import { type Fault, openSmtpServer, type SmtpServer } from './testing/smtpServer.ts';

const mail = {
  subject: 'Grüße',
  text: 'Hello\n.\nEnd',
  html: '<p>Hello</p>',
  ics: 'BEGIN:VCALENDAR\r\nEND:VCALENDAR',
  method: 'REQUEST',
} as const;
const times = { connectMs: 5_000, silentMs: 5_000, wholeMs: 150 };

describe('a mail server', () => {
  let server: SmtpServer;
  beforeAll(async () => {
    server = await openSmtpServer();
  });
  afterAll(() => server.close());
  afterEach(() => {
    server.fault = () => null;
    server.received.length = 0;
  });

  const send = (login = '', name = 'The "hive"\r\nBcc: eve@example.com', at = times) =>
    createSmtp(
      { url: new Secret(`smtp://${login}127.0.0.1:${server.port}`), from: { name, address: 'hive@example.com' } },
      at,
    )('ben@example.com', mail);
  const patient = { ...times, wholeMs: 20_000 };

  it('gets a mail with all its parts, to one alone', async () => {
    expect(await send('', undefined, patient)).toEqual({ kind: 'sent' });
    const [got] = server.received;
    expect(server.received).toHaveLength(1);
    expect(got).toMatchObject({ from: 'hive@example.com', to: ['ben@example.com'], auth: null });
    const head = got?.data.split('\r\n\r\n')[0] ?? '';
    expect(head).not.toMatch(/^bcc/im);
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m);
    expect(head).toMatch(/^To: ben@example.com$/m);
    expect(got?.data).toMatch(/Content-Type: text\/calendar; charset=utf-8; method=REQUEST/i);
    expect(got?.data).toContain('text/html');
    expect(got?.data).toContain('Hello\r\n.\r\nEnd');
  });

  it('is told the password, as it stands in the address', async () => {
    expect(await send('bee:p%40ss@', 'Hive', patient)).toEqual({ kind: 'sent' });
    expect(server.received[0]?.auth).toBe('\0bee\0p@ss');
  });

  it.each<[string, Fault, object]>([
    [
      'refuses the receiver',
      (at) => (at === 'RCPT' ? '550 5.1.1 Nobody here' : null),
      { kind: 'failed', failure: 'refused' },
    ],
    ['wants us later', (at) => (at === 'RCPT' ? '450 4.2.1 Later' : null), { kind: 'failed', failure: 'busy' }],
    ['refuses the words', (at) => (at === '.' ? '554 5.7.1 Spam' : null), { kind: 'failed', failure: 'refused' }],
    ['is full', (at) => (at === '.' ? '452 4.3.1 Full' : null), { kind: 'failed', failure: 'busy' }],
    ['refuses the password', (at) => (at === 'AUTH' ? '535 5.7.8 No' : null), { kind: 'failed', failure: 'sign-in' }],
    ['hangs up at first', (at) => (at === 'greeting' ? 'hang-up' : null), { kind: 'failed', failure: 'unreachable' }],
    ['says nothing at first', (at) => (at === 'greeting' ? 'hang' : null), { kind: 'failed', failure: 'unreachable' }],
    [
      'says nothing to the receiver',
      (at) => (at === 'RCPT' ? 'hang' : null),
      { kind: 'failed', failure: 'unreachable' },
    ],
    ['hangs up after the words', (at) => (at === '.' ? 'hang-up' : null), { kind: 'unknown' }],
    ['says nothing after the words', (at) => (at === '.' ? 'hang' : null), { kind: 'unknown' }],
  ])('that %s', async (_, fault, delivered) => {
    server.fault = fault;
    const hangs = [fault('greeting'), fault('RCPT'), fault('.')].includes('hang');
    expect(await send('bee:pass@', 'Hive', hangs ? { ...times, wholeMs: 1_000 } : patient)).toEqual(delivered);
    expect(server.received).toEqual([]);
  });

  it('that is not there', async () => {
    const nowhere = createSmtp({ url: new Secret('smtp://127.0.0.1:9'), from: { name: '', address: 'a@example.com' } });
    expect(await nowhere('ben@example.com', mail)).toEqual({ kind: 'failed', failure: 'unreachable' });
  });
});
