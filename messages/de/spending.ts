import type { spending as en } from '../en/spending.ts';

export const spending: typeof en = {
  intro: 'Was Antworten gekostet haben: in deinen Chats und wo du sonst gefragt hast.',
  introAdmin: 'Was Antworten in diesem Arbeitsbereich gekostet haben.',
  span: 'Zeitraum',
  days: 'Die letzten {count} Tage',
  notCounted:
    '{count, plural, one {# Antwort fehlt} other {# Antworten fehlen}} in dieser Summe, weil niemand den Preis des Modells kennt.',
  nothing: 'Keine Antworten in dieser Zeit.',
  highest: 'höchstens {cost} am Tag',
  byDay: 'Nach Tagen',
  byAgent: 'Nach Agenten',
  byModel: 'Nach Modellen',
  byChat: 'Nach Chats',
  day: 'Tag',
  cost: 'Kosten',
  answers: 'Antworten',
  answerCount: '{count, plural, one {# Antwort} other {# Antworten}}',
  unknown: '{count} nicht bekannt',
  unknownCost: 'nicht bekannt',
  otherChat: 'Ein Chat, in dem du nicht bist',
  limits: 'Limits',
  limitsText:
    'Ist ein Limit erreicht, hören Agenten mit dem auf, was sie geschrieben haben. Tage und Monate zählen nach UTC.',
  workspace: 'Arbeitsbereich',
  window: { day: 'heute', month: 'diesen Monat' },
  spentOf: '{spent} von {limit}',
  nearlyUsedUp: 'Das meiste ist aufgebraucht.',
  usedUp: 'Es ist aufgebraucht.',
  limitOf: { day: 'Höchstens am Tag, in Dollar', month: 'Höchstens im Monat, in Dollar' },
  limitWrong: 'Gib einen Betrag wie 12,50 ein oder nichts für kein Limit.',
  limitSaved: 'Das Limit ist gespeichert.',
};
