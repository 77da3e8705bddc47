import { describe, expect, it } from 'vitest';
import type { Attachment, FileKind } from '../../shared/attachment.ts';
import type { Chart } from '../../shared/chart.ts';
import { spoken } from './spoken.ts';

const nameOf = (id: string) => ({ ada: 'Ada', ben: 'Ben', coder: 'Coder' })[id] ?? 'Somebody';

function file(name: string, kind: FileKind, transcript: string | null = null): Attachment {
  return {
    ...{ fileId: 'f', name, mime: 'x/y', size: 1, kind, transcript },
    ...{ width: null, height: null, durationMs: null, waveform: null },
  };
}

const date = {
  startsAt: Date.UTC(2026, 10, 21, 18, 30),
  endsAt: Date.UTC(2026, 10, 21, 20, 0),
  allDay: false,
  place: 'Hive 3',
  description: 'Bring smoke.',
  coming: [
    { contactId: 'ada', answer: 'yes' as const },
    { contactId: 'ben', answer: 'no' as const },
    { contactId: 'coder', answer: 'yes' as const },
  ],
  cancelled: false,
};

describe('a message as agents read it', () => {
  it('is its text where it has nothing else', () => {
    expect(spoken({ text: 'Hello\nthere' }, nameOf)).toBe('Hello\nthere');
    expect(spoken({ text: '' }, nameOf)).toBe('');
  });

  it('says what a poll asks, and who voted for what', () => {
    const choices = [
      { text: 'Thai', voters: ['ada', 'nobody'] },
      { text: 'Pizza', voters: [] },
    ];
    const poll = { choices, several: true, closedAt: null };
    expect(spoken({ text: 'Where?', poll }, nameOf)).toBe(
      'Where?\n[Poll, open, several choices each]\n- Thai: 2 (Ada, Somebody)\n- Pizza: 0',
    );
    expect(spoken({ text: 'Where?', poll: { ...poll, several: false, closedAt: 1 } }, nameOf)).toContain(
      '[Poll, closed, one choice each]',
    );
  });

  it('has the numbers of a chart, and says how many more there are', () => {
    const labels = Array.from({ length: 32 }, (_, at) => `w${at}`);
    const series = [{ name: 'Hive', values: labels.map((_label, at) => (at === 1 ? null : at)) }];
    const chart: Chart = { title: 'Honey', kind: 'line', unit: 'kg', xTitle: 'Week', yTitle: '', labels, series };
    const said = spoken({ text: 'Up.', charts: [chart] }, nameOf);
    expect(said).toMatch(/^Up\.\n\[Chart, line: Honey\]\nWeek \| Hive \(kg\)\nw0 \| 0\nw1 \| \nw2 \| 2\n/);
    expect(said).toMatch(/w29 \| 29\n\(2 more rows\)$/);
  });

  it('says when and where, and who comes', () => {
    expect(spoken({ text: 'Harvest', appointment: date }, nameOf)).toBe(
      [
        'Harvest',
        '[Event: 2026-11-21 18:30 to 2026-11-21 20:00 UTC]',
        'Place: Hive 3',
        'Bring smoke.',
        'Coming, yes: Ada, Coder',
        'Coming, no: Ben',
      ].join('\n'),
    );
    const bare = { ...date, endsAt: null, allDay: true, place: '', description: '', coming: [], cancelled: true };
    expect(spoken({ text: 'Harvest', appointment: bare }, nameOf)).toBe('Harvest\n[Event, cancelled: 2026-11-21]');
  });

  it('tells what could be chosen from', () => {
    const question = { askedOf: 'ada', choices: ['Red', 'Blue'] };
    expect(spoken({ text: 'Which?', question }, nameOf)).toBe('Which?\n[Choices: Red | Blue]');
    expect(spoken({ text: 'Which?', question: { ...question, choices: [] } }, nameOf)).toBe('Which?');
  });

  it('survives dates that nobody will see', () => {
    const appointment = { ...date, startsAt: 253_402_300_799_999, endsAt: null };
    expect(spoken({ text: 'Later', appointment }, nameOf)).toContain('9999-12-31 23:59');
  });

  it('names files and what kind they are, and what is said in them', () => {
    const attachments = [
      file('hive.jpg', 'image'),
      file('note.webm', 'voice', 'Call the beekeeper'),
      file('x', 'other'),
    ];
    expect(spoken({ text: '', attachments }, nameOf)).toBe(
      [
        '[Attached: hive.jpg (image)]',
        '[Attached: note.webm (voice note); what is said in it: Call the beekeeper]',
        '[Attached: x (file)]',
      ].join('\n'),
    );
  });
});
