import type { ownAgents as en } from '../en/ownAgents.ts';

export const ownAgents: typeof en = {
  deleted: 'Gelöschte Agenten',
  restore: 'Zurückholen',
  restoreNamed: '{name} zurückholen',
  restored: '{name} ist wieder da.',
  effort: 'Wie viel er nachdenkt',
  effortHint: 'Wo man es seinem Modell sagen kann.',
  effortAuto: 'Wie die Anfrage es braucht',
  efforts: { low: 'Wenig', medium: 'Etwas', high: 'Viel' },
  connected: 'Werkzeuge verbundener Server',
  connectedHint:
    'Sie gelten, sobald du speicherst, egal welche Fassung zählt, und nicht beim Ausprobieren. In Dateien und Kopien stehen sie nicht.',
  toolsFailed: 'Der Agent ist gespeichert, aber nicht alle seine Werkzeuge: {why}',
};
