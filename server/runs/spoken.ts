import type { FileKind } from '../../shared/attachment.ts';
import { type Chart, chartTable } from '../../shared/chart.ts';
import type { MessageExtras } from '../../shared/message.ts';

/** What contacts are called. */
export type NameOf = (contactId: string) => string;

type Sayable = Pick<MessageExtras, 'attachments' | 'poll' | 'appointment' | 'charts' | 'question' | 'steers'> & {
  text: string;
};

const kinds: Readonly<Record<FileKind, string>> = {
  image: 'image',
  video: 'video',
  audio: 'audio',
  voice: 'voice note',
  pdf: 'PDF',
  text: 'text',
  other: 'file',
};

/** A message as agents read it: its text, and in words what else it has. Empty where it says nothing. */
export function spoken(
  { text, attachments = [], poll, appointment, charts = [], question, steers = [] }: Sayable,
  nameOf: NameOf,
): string {
  const parts = [text];
  if (poll !== undefined) parts.push(pollWords(poll, nameOf));
  if (appointment !== undefined) parts.push(appointmentWords(appointment, nameOf));
  parts.push(...charts.map(chartWords));
  if (question !== undefined && question.choices.length > 0) parts.push(`[Choices: ${question.choices.join(' | ')}]`);
  for (const { name, kind, transcript } of attachments) {
    const said = transcript === null ? '' : `; what is said in it: ${transcript}`;
    parts.push(`[Attached: ${name} (${kinds[kind]})${said}]`);
  }
  for (const { by, text: added, taken } of steers) {
    if (taken) parts.push(`[While this was written ${nameOf(by)} added: ${added}]`);
  }
  return parts.filter((part) => part.trim() !== '').join('\n');
}

/** So many of its rows are told. */
const CHART_ROWS = 30;

function chartWords(chart: Chart): string {
  const { columns, rows } = chartTable(chart, { label: '', series: 'series', x: 'x', y: 'y' });
  const lines = rows.slice(0, CHART_ROWS).map((row) => row.map((cell) => cell ?? '').join(' | '));
  const left = rows.length > CHART_ROWS ? [`(${rows.length - CHART_ROWS} more rows)`] : [];
  return [`[Chart, ${chart.kind}: ${chart.title}]`, columns.join(' | '), ...lines, ...left].join('\n');
}

function pollWords({ choices, several, closedAt }: NonNullable<Sayable['poll']>, nameOf: NameOf): string {
  const head = `[Poll, ${closedAt === null ? 'open' : 'closed'}, ${several ? 'several choices each' : 'one choice each'}]`;
  const lines = choices.map(({ text, voters }) => {
    const names = voters.length === 0 ? '' : ` (${voters.map(nameOf).join(', ')})`;
    return `- ${text}: ${voters.length}${names}`;
  });
  return [head, ...lines].join('\n');
}

function appointmentWords(appointment: NonNullable<Sayable['appointment']>, nameOf: NameOf): string {
  const { startsAt, endsAt, allDay, place, description, coming, cancelled } = appointment;
  const when = (at: number) =>
    new Date(at)
      .toISOString()
      .slice(0, allDay ? 10 : 16)
      .replace('T', ' ');
  const span = endsAt === null ? when(startsAt) : `${when(startsAt)} to ${when(endsAt)}`;
  const lines = [`[Event${cancelled ? ', cancelled' : ''}: ${span}${allDay ? '' : ' UTC'}]`];
  if (place !== '') lines.push(`Place: ${place}`);
  if (description !== '') lines.push(description);
  for (const answer of ['yes', 'maybe', 'no'] as const) {
    const names = coming.filter((entry) => entry.answer === answer).map(({ contactId }) => nameOf(contactId));
    if (names.length > 0) lines.push(`Coming, ${answer}: ${names.join(', ')}`);
  }
  return lines.join('\n');
}
