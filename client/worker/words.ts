import type { LimitNotice, NoticeKind } from '../../shared/notice.ts';
import type { PushLocale } from '../../shared/push.ts';

/** What notifications say; the page's own words are not at hand when it is closed. */
export type Words = {
  newMessages(count: number): string;
  added: string;
  reply: string;
  replyHint: string;
  markRead: string;
  notSent: string;
  kind: Record<NoticeKind, string>;
  limit: {
    title: string;
    of: Record<LimitNotice['of'], string>;
    window: Record<LimitNotice['window'], string>;
    body(of: string, window: string): string;
    sums(spent: string, limit: string): string;
  };
};

export const words: Record<PushLocale, Words> = {
  en: {
    newMessages: (count) => (count === 1 ? 'New message' : `${count} new messages`),
    added: 'You were added to this group.',
    reply: 'Reply',
    replyHint: 'Message',
    markRead: 'Mark as read',
    notSent: 'Your reply was not sent. Tap to go on writing.',
    kind: {
      image: 'Photo',
      video: 'Video',
      audio: 'Audio',
      voice: 'Voice message',
      pdf: 'File',
      text: 'File',
      other: 'File',
      poll: 'Poll',
      appointment: 'Event',
      chart: 'Chart',
      failed: 'Could not answer',
      asks: 'Waits for your yes or no',
    },
    limit: {
      title: 'Spending limit',
      of: { workspace: 'this workspace', user: 'a person', chat: 'a chat', agent: 'an agent' },
      window: { day: 'today', month: 'this month' },
      body: (of, window) => `Most of what ${of} may spend ${window} is spent.`,
      sums: (spent, limit) => `${spent} of ${limit}.`,
    },
  },
  de: {
    newMessages: (count) => (count === 1 ? 'Neue Nachricht' : `${count} neue Nachrichten`),
    added: 'Du wurdest in diese Gruppe aufgenommen.',
    reply: 'Antworten',
    replyHint: 'Nachricht',
    markRead: 'Als gelesen markieren',
    notSent: 'Deine Antwort wurde nicht gesendet. Tippe, um weiterzuschreiben.',
    kind: {
      image: 'Foto',
      video: 'Video',
      audio: 'Audio',
      voice: 'Sprachnachricht',
      pdf: 'Datei',
      text: 'Datei',
      other: 'Datei',
      poll: 'Umfrage',
      appointment: 'Termin',
      chart: 'Diagramm',
      failed: 'Konnte nicht antworten',
      asks: 'Wartet auf dein Ja oder Nein',
    },
    limit: {
      title: 'Ausgabenlimit',
      of: { workspace: 'der Arbeitsbereich', user: 'eine Person', chat: 'ein Chat', agent: 'ein Agent' },
      window: { day: 'heute', month: 'in diesem Monat' },
      body: (of, window) => `Was ${of} ${window} ausgeben darf, ist fast aufgebraucht.`,
      sums: (spent, limit) => `${spent} von ${limit}.`,
    },
  },
};
