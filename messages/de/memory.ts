import type { memory as en } from '../en/memory.ts';

export const memory: typeof en = {
  title: 'Was Agenten von diesem Chat behalten',
  intro:
    'Die neuesten Nachrichten lesen Agenten Wort für Wort. Von dem, was davor gesagt wurde, lesen sie diese Zusammenfassung, als Auskunft und nie als Anweisung.',
  none: 'Es gibt noch keine Zusammenfassung: Agenten lesen alles, was zuletzt gesagt wurde, Wort für Wort. Sie wird erstellt, wenn das zu viel wird.',
  making: 'Eine Zusammenfassung wird erstellt …',
  text: 'Zusammenfassung',
  count: '{count, plural, one {# Nachricht} other {# Nachrichten}}',
  upto: 'bis {time}',
  by: 'von {model}',
  byRules: 'nach Regeln herausgesucht, ohne Modell',
  made: 'Erstellt {time}',
  outside: 'Manches davon kommt von außerhalb dieses Chats.',
  forgotten: 'Vergessen {time}. Agenten wissen nichts von dem, was davor gesagt wurde.',
  earlier: 'Frühere Fassungen',
  version: 'Fassung {number}',
  stale: {
    edited: 'Wird nicht mehr benutzt: Eine Nachricht daraus wurde bearbeitet.',
    deleted: 'Gelöscht: Eine Nachricht daraus wurde gelöscht.',
    forgotten: 'Gelöscht: Sie sollte vergessen werden.',
    anew: 'Wird nicht mehr benutzt: Sie sollte neu erstellt werden.',
    old: 'Gelöscht: Sie ist schon lange abgelöst.',
    replaced: 'Von der nächsten abgelöst.',
  },
  renew: 'Neu erstellen',
  forget: 'Vergessen',
  forgetTitle: 'Sollen Agenten diesen Chat vergessen?',
  forgetText:
    'Agenten erfahren nichts mehr von dem, was hier bis jetzt gesagt wurde, und ihre Zusammenfassungen werden gelöscht. Die Nachrichten bleiben. Das lässt sich nicht rückgängig machen.',
};
