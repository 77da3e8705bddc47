import type { Coming } from '../../shared/appointment.ts';
import type { ChartWords } from '../../shared/chart.ts';
import type { MemberRole } from '../../shared/chat.ts';

/** What an exported page says besides what was written. */
export type Words = {
  language: string;
  exported: (by: string, at: string) => string;
  goal: string;
  members: string;
  role: Readonly<Record<MemberRole, string>>;
  agent: string;
  someone: string;
  deleted: string;
  edited: string;
  forwarded: string;
  repliedTo: (name: string) => string;
  repliedUnknown: string;
  unfinished: string;
  failed: string;
  poll: string;
  pollClosed: string;
  votes: (count: number) => string;
  event: string;
  cancelled: string;
  chart: string;
  chartHead: ChartWords;
  coming: Readonly<Record<Coming, string>>;
  noMessages: string;
  demo: string;
};

const en: Words = {
  language: 'en',
  exported: (by, at) => `Exported by ${by}, ${at}`,
  goal: 'Goal',
  members: 'Members',
  role: { owner: 'Owner', admin: 'Admin', member: 'Member' },
  agent: 'Agent',
  someone: 'Someone who left',
  deleted: 'This message was deleted',
  edited: 'edited',
  forwarded: 'Forwarded',
  repliedTo: (name) => `In reply to ${name}`,
  repliedUnknown: 'In reply to an earlier message',
  unfinished: 'This answer was not finished.',
  failed: 'This answer failed.',
  poll: 'Poll',
  pollClosed: 'Closed poll',
  votes: (count) => (count === 1 ? '1 vote' : `${String(count)} votes`),
  event: 'Event',
  cancelled: 'Cancelled event',
  chart: 'Chart',
  chartHead: { label: 'Label', series: 'Series', x: 'x', y: 'y' },
  coming: { yes: 'Coming', maybe: 'Maybe', no: 'Not coming' },
  noMessages: 'No messages.',
  demo: 'Demo model',
};

const de: Words = {
  language: 'de',
  exported: (by, at) => `Exportiert von ${by}, ${at}`,
  goal: 'Ziel',
  members: 'Mitglieder',
  role: { owner: 'Besitzer', admin: 'Admin', member: 'Mitglied' },
  agent: 'Agent',
  someone: 'Jemand, der nicht mehr da ist',
  deleted: 'Diese Nachricht wurde gelöscht',
  edited: 'bearbeitet',
  forwarded: 'Weitergeleitet',
  repliedTo: (name) => `Antwort an ${name}`,
  repliedUnknown: 'Antwort auf eine frühere Nachricht',
  unfinished: 'Diese Antwort wurde nicht fertig.',
  failed: 'Diese Antwort ist fehlgeschlagen.',
  poll: 'Umfrage',
  pollClosed: 'Beendete Umfrage',
  votes: (count) => (count === 1 ? '1 Stimme' : `${String(count)} Stimmen`),
  event: 'Termin',
  cancelled: 'Abgesagter Termin',
  chart: 'Diagramm',
  chartHead: { label: 'Bezeichnung', series: 'Reihe', x: 'x', y: 'y' },
  coming: { yes: 'Dabei', maybe: 'Vielleicht', no: 'Nicht dabei' },
  noMessages: 'Keine Nachrichten.',
  demo: 'Demo-Modell',
};

/** The words of a language, of English where there are none. */
export function wordsOf(locale: string): Words {
  return locale.toLowerCase().split('-')[0] === 'de' ? de : en;
}
