import { z } from 'zod';
import { NewAppointment } from '../../shared/appointment.ts';
import { cleanName } from '../../shared/text.ts';
import { eventFile } from '../chat/eventFile.ts';
import { words } from './words.ts';

/** What an invitation tells, as it is kept with it. */
export const MailDetails = z.object({
  title: z.string(),
  appointment: NewAppointment,
  /** When the message was written. */
  createdAt: z.number(),
  inviter: z.string(),
  language: z.enum(['en', 'de']),
  /** IANA, of whom it goes to where that is known. */
  timeZone: z.string(),
});
export type MailDetails = z.infer<typeof MailDetails>;

export type Invitation = {
  messageId: string;
  address: string;
  kind: 'request' | 'cancel';
  sequence: number;
  details: MailDetails;
};

export type MailText = { subject: string; text: string; html: string; ics: string; method: 'REQUEST' | 'CANCEL' };

const LONGEST_SUBJECT = 150;

/** An invitation to an event, or the word that it is off, as a mail without anything that is loaded from elsewhere. */
export function invitationMail({ messageId, address, kind, sequence, details }: Invitation, from: string): MailText {
  const { title, appointment, createdAt, inviter, language } = details;
  const said = words[language];
  const name = oneLine(title);
  const who = oneLine(inviter);
  const lead = kind === 'request' ? said.invites(who) : said.off(who);
  const rows = [
    [said.when, whenIn(details, said.allDay)],
    ...(appointment.place === '' ? [] : [[said.where, oneLine(appointment.place)]]),
  ].map(([label = '', value = '']): [string, string] => [label, value]);
  const description = appointment.description.replace(/\r\n?/g, '\n');
  const method = kind === 'request' ? 'REQUEST' : 'CANCEL';
  return {
    subject: `${said.subject[kind]}: ${name}`.slice(0, LONGEST_SUBJECT),
    text: [
      lead,
      '',
      name,
      ...rows.map(([label, value]) => `${label}: ${value}`),
      ...(description === '' ? [] : ['', description]),
      '',
      said.foot,
      '',
    ].join('\n'),
    html: [
      `<!doctype html><html lang="${language}"><body style="font-family:sans-serif">`,
      `<p>${escaped(lead)}</p><h1 style="font-size:1.25em">${escaped(name)}</h1>`,
      ...rows.map(([label, value]) => `<p><b>${escaped(label)}:</b> ${escaped(value)}</p>`),
      ...(description === '' ? [] : [`<p style="white-space:pre-wrap">${escaped(description)}</p>`]),
      `<p style="color:#666">${escaped(said.foot)}</p></body></html>`,
    ].join(''),
    ics: eventFile(
      {
        id: messageId,
        version: sequence,
        text: title,
        createdAt,
        appointment: { ...appointment, cancelled: kind === 'cancel' },
      },
      { method, organizer: { name: who, address: from }, attendee: address },
    ),
    method,
  };
}

function oneLine(text: string): string {
  return cleanName(text);
}

/** In words, by the clocks of whom it is for, which are named. */
function whenIn({ appointment, language, timeZone }: MailDetails, allDayWord: string): string {
  const { startsAt, endsAt, allDay } = appointment;
  const day = { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  const shape: Intl.DateTimeFormatOptions = allDay
    ? { ...day, timeZone: 'UTC' }
    : { ...day, hour: 'numeric', minute: '2-digit', timeZone };
  const format = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', shape);
  const said = endsAt === null ? format.format(startsAt) : format.formatRange(startsAt, endsAt);
  return `${said.replace(/[\u2009\u202f]/g, ' ')} (${allDay ? allDayWord : timeZone.replaceAll('_', ' ')})`;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}
