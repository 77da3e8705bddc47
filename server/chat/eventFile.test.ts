import { describe, expect, it } from 'vitest';
import type { Appointment } from '../../shared/appointment.ts';
import { eventFile } from './eventFile.ts';

const appointment = {
  startsAt: Date.UTC(2026, 10, 21, 18, 30),
  endsAt: Date.UTC(2026, 10, 21, 20),
  allDay: false,
  place: 'Hive; 3, Zürich',
  description: 'Bring smoke',
  coming: [],
  cancelled: false,
};
const message = { id: 'id', version: 7, text: 'Harvest', createdAt: Date.UTC(2026, 10, 1), editedAt: null };

function linesOf(given: Partial<Appointment>, text = message.text): string[] {
  const file = eventFile({ ...message, text, appointment: { ...appointment, ...given } });
  return file.replaceAll('\r\n ', '').split('\r\n');
}

describe('an appointment as a file', () => {
  it('says what, when and where', () => {
    const lines = linesOf({});
    for (const line of [
      'UID:id@waggle',
      'SEQUENCE:7',
      'DTSTART:20261121T183000Z',
      'DTEND:20261121T200000Z',
      'SUMMARY:Harvest',
      'LOCATION:Hive\\; 3\\, Zürich',
      'DESCRIPTION:Bring smoke',
      'STATUS:CONFIRMED',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('leaves out what is not there', () => {
    const file = linesOf({ endsAt: null, place: '', description: '' }).join('\n');
    expect(file).not.toMatch(/DTEND|LOCATION|DESCRIPTION/);
  });

  it('includes the last of whole days', () => {
    const [from, to] = [Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22)];
    const lines = linesOf({ allDay: true, startsAt: from, endsAt: to });
    for (const line of ['DTSTART;VALUE=DATE:20261121', 'DTEND;VALUE=DATE:20261123']) expect(lines).toContain(line);
    expect(linesOf({ allDay: true, startsAt: from, endsAt: null })).toContain('DTEND;VALUE=DATE:20261122');
  });

  it('says that it was cancelled', () => {
    expect(linesOf({ cancelled: true })).toContain('STATUS:CANCELLED');
  });

  it.each(['\n', '\r\n', '\r'])('lets no text begin a line of its own: %j', (end) => {
    const evil = `x${end}ATTACH:https://evil.example${end}END:VEVENT`;
    const lines = linesOf({ place: evil, description: evil }, evil);
    expect(lines.filter((line) => /^ATTACH/.test(line))).toEqual([]);
    expect(lines.filter((line) => line === 'END:VEVENT')).toHaveLength(1);
    expect(lines.join('')).not.toContain('\r');
  });
});
