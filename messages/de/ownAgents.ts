import type { ownAgents as en } from '../en/ownAgents.ts';

export const ownAgents: typeof en = {
  deleted: 'Gelöschte Agenten',
  restore: 'Zurückholen',
  restoreNamed: '{name} zurückholen',
  restored: '{name} ist wieder da.',
  whoChosen: 'Ausgewählte Personen',
  whoChosenHint: 'Sie können ihm schreiben. In Gruppen lesen alle mit, aber er antwortet nur dir und ihnen.',
  nobodyChosen: 'Noch ist niemand ausgewählt. So lange ist er nur für dich da.',
  choosePeople: 'Personen auswählen',
  unchoose: '{name} entfernen',
  countChosen: '{count, plural, =0 {Niemand ausgewählt} one {Eine ausgewählt} other {# ausgewählt}}',
  mostChosen: 'Höchstens {count} Personen',
  chosenDone: 'Fertig',
  nobodyElse: 'Hier ist noch niemand sonst.',
  effort: 'Wie viel er nachdenkt',
  effortHint: 'Wo man es seinem Modell sagen kann.',
  effortAuto: 'Wie die Anfrage es braucht',
  efforts: { low: 'Wenig', medium: 'Etwas', high: 'Viel' },
  connected: 'Werkzeuge verbundener Server',
  connectedHint:
    'Sie gelten, sobald du speicherst, egal welche Fassung zählt, und nicht beim Ausprobieren. In Dateien und Kopien stehen sie nicht.',
  toolsFailed: 'Der Agent ist gespeichert, aber nicht alle seine Werkzeuge: {why}',
};
