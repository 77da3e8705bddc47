import ICAL from 'ical.js';
import { describe, expect, it } from 'vitest';
import { type Invitation, invitationMail, type MailDetails } from './invitation.ts';

const details: MailDetails = {
  title: 'Harvest',
  appointment: {
    ...{ startsAt: Date.UTC(2026, 6, 1, 12), endsAt: Date.UTC(2026, 6, 1, 13), allDay: false },
    ...{ place: 'The garden', description: 'Bring gloves.' },
  },
  createdAt: 0,
  inviter: 'Ada',
  language: 'en',
  timeZone: 'Europe/Berlin',
};
const invitation: Invitation = { messageId: 'm1', address: 'ben@example.com', kind: 'request', sequence: 7, details };

function mail(change: Partial<Invitation> = {}, told: Partial<MailDetails> = {}) {
  return invitationMail({ ...invitation, ...change, details: { ...details, ...told } }, 'hive@example.com');
}

function eventIn(ics: string) {
  const calendar = new ICAL.Component(ICAL.parse(ics) as unknown[]);
  const event = calendar.getFirstSubcomponent('vevent');
  if (event === null) throw new Error('no event');
  const text = (name: string) => String(event.getFirstPropertyValue(name));
  return { calendar, event, text, names: event.getAllProperties().map(({ name }) => name) };
}

describe('an invitation by mail', () => {
  it('says who invites to what, when and where, by the clocks of whom it is for', () => {
    const { subject, text } = mail();
    expect(subject).toBe('Invitation: Harvest');
    expect(text).toContain('Ada invites you to an event.\n\nHarvest\nWhen: ');
    expect(text).toMatch(/1 July 2026.*14:00.*15:00 \(Europe\/Berlin\)/);
    expect(text).toContain('\nWhere: The garden\n\nBring gloves.\n');
    expect(mail({}, { language: 'de' }).text).toContain('Ada lädt dich zu einem Termin ein.');
    expect(mail({}, { appointment: { ...details.appointment, allDay: true, endsAt: null } }).text).toMatch(
      /When: Wednesday,? 1 July 2026 \(all day\)\n/,
    );
  });

  it('comes with the event for calendars, and the word that it is off replaces it there', () => {
    const request = eventIn(mail().ics);
    expect(request.calendar.getFirstPropertyValue('method')).toBe('REQUEST');
    expect(request.text('uid')).toBe('m1@waggle');
    expect(request.text('sequence')).toBe('7');
    expect(request.text('organizer')).toBe('mailto:hive@example.com');
    expect(request.text('attendee')).toBe('MAILTO:ben@example.com');
    expect(request.event.getFirstProperty('attendee')?.getParameter('rsvp')).toBe('FALSE');
    const off = mail({ kind: 'cancel', sequence: 9 });
    expect(off.subject).toBe('Called off: Harvest');
    const cancel = eventIn(off.ics);
    expect(cancel.calendar.getFirstPropertyValue('method')).toBe('CANCEL');
    expect([cancel.text('uid'), cancel.text('sequence'), cancel.text('status')]).toEqual([
      'm1@waggle',
      '9',
      'CANCELLED',
    ]);
  });

  it('lets nothing out of the place it stands in', () => {
    const nasty = 'x\r\nBcc: eve@example.com\r\n\r\n<b onclick="go()">&\u202e";CN=y:z\nEND:VEVENT';
    const { subject, html, ics, text } = mail(
      {},
      { title: nasty, inviter: nasty, appointment: { ...details.appointment, place: nasty, description: nasty } },
    );
    expect(subject).not.toMatch(/[\r\n]/);
    expect(html).not.toMatch(/<b |src=|href=/);
    expect(html).toContain('&lt;b onclick=&quot;go()&quot;&gt;&amp;');
    expect(text.split('\n').filter((line) => line.startsWith('Bcc'))).toHaveLength(1);
    const { calendar, names, text: of, event } = eventIn(ics);
    expect(calendar.getAllSubcomponents('vevent')).toHaveLength(1);
    expect(names.filter((name) => name === 'attendee' || name === 'organizer')).toHaveLength(2);
    expect(of('organizer')).toBe('mailto:hive@example.com');
    expect(event.getFirstProperty('organizer')?.getParameter('cn')).not.toMatch(/["\r\n]/);
    expect(of('summary')).toContain('END:VEVENT');
  });
});
