import { Readable } from 'node:stream';
import MailComposer from 'nodemailer/lib/mail-composer';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { MailFailure } from '../../shared/eventMail.ts';
import type { Env } from '../env.ts';
import type { MailText } from './invitation.ts';

/** `unknown`: all of it was handed over, and no answer came. */
export type Delivered = { kind: 'sent' } | { kind: 'failed'; failure: MailFailure } | { kind: 'unknown' };

/** Hands one mail to the mail server. Throws nothing. */
export type SendMail = (to: string, mail: MailText) => Promise<Delivered>;

type Times = { connectMs: number; silentMs: number; wholeMs: number };

const TIMES: Times = { connectMs: 10_000, silentMs: 20_000, wholeMs: 60_000 };

export function createSmtp({ url, from }: NonNullable<Env['mail']>, times: Times = TIMES): SendMail {
  return async (to, mail) => {
    const { subject, text, html, ics, method } = mail;
    const composed = new MailComposer({
      from,
      to: { name: '', address: to },
      ...{ subject, text, html },
      icalEvent: { method, content: ics, filename: method === 'REQUEST' ? 'invite.ics' : 'cancel.ics' },
      headers: { 'auto-submitted': 'auto-generated' },
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    const raw = await composed.compile().build();
    return handOver(new URL(url.reveal()), { from: from.address, to, raw }, times);
  };
}

type Envelope = { from: string; to: string; raw: Buffer };

function handOver(url: URL, { from, to, raw }: Envelope, { connectMs, silentMs, wholeMs }: Times): Promise<Delivered> {
  const secure = url.protocol === 'smtps:';
  const [user, pass] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const connection = new SMTPConnection({
    ...{ host, secure, port: url.port === '' ? (secure ? 465 : 587) : Number(url.port) },
    // A password is not told to whoever says that the server knows no TLS.
    requireTLS: user !== '' && !isThisMachine(host),
    ignoreTLS: isThisMachine(host),
    ...{ connectionTimeout: connectMs, greetingTimeout: connectMs, socketTimeout: silentMs, socketCloseTimeout: 0 },
  });
  const { promise, resolve } = Promise.withResolvers<Delivered>();
  /** The server said that it takes the words: from then on it may have them. */
  let isTaking = false;
  const letter = new Readable({
    read() {
      isTaking = true;
      this.push(raw);
      this.push(null);
    },
  });
  const fail = (error: unknown) => resolve(deliveredAfter(error, isTaking));
  const send = () => {
    connection.send({ from, to: [to] }, letter, (error) => {
      if (error) fail(error);
      else resolve({ kind: 'sent' });
    });
  };
  connection.on('error', fail);
  connection.on('end', () => fail(new Error('the line ended')));
  connection.connect((error) => {
    if (error) fail(error);
    else if (user === '') send();
    else connection.login({ credentials: { user, pass } }, (refused) => (refused ? fail(refused) : send()));
  });
  const late = setTimeout(() => fail(new Error('it took too long')), wholeMs);
  return promise.finally(() => {
    clearTimeout(late);
    connection.close();
  });
}

function deliveredAfter(error: unknown, isTaking: boolean): Delivered {
  const { code, responseCode } = error as { code?: unknown; responseCode?: unknown };
  if (code === 'EAUTH') return { kind: 'failed', failure: 'sign-in' };
  if (typeof responseCode === 'number' && responseCode >= 400) {
    return { kind: 'failed', failure: responseCode < 500 ? 'busy' : 'refused' };
  }
  return isTaking ? { kind: 'unknown' } : { kind: 'failed', failure: 'unreachable' };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}
