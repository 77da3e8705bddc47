import type { calendars as en } from '../en/calendars.ts';

export const calendars: typeof en = {
  title: 'Kalender',
  text: 'Agenten, die du fragst, sehen in diese Kalender: was ansteht und wann du Zeit hast. Ändern können sie darin nichts.',
  none: 'Noch kein Kalender',
  noneText:
    'Die meisten Kalender haben eine private Adresse, die auf .ics endet: Sieh in ihren Einstellungen unter „Freigeben“ oder „Abonnieren“ nach.',
  loading: 'Kalender werden geladen …',
  add: 'Kalender hinzufügen',
  edit: 'Bearbeiten',
  editNamed: '{name} bearbeiten',
  name: 'Name',
  nameMissing: 'Gib ihm einen Namen.',
  address: 'Adresse',
  addressHint: 'Sie beginnt mit https:// oder webcal://. Sie wird verschlüsselt gespeichert und nie wieder angezeigt.',
  addressBad: 'Gib die ganze Adresse ein, beginnend mit https:// oder webcal://.',
  showAddress: 'Adresse anzeigen',
  hideAddress: 'Adresse verbergen',
  colour: 'Farbe',
  subscribe: 'Abonnieren',
  save: 'Speichern',
  fetched: 'Geholt {when}',
  never: 'Noch nie geholt',
  failure: {
    refused:
      'Diese Adresse darf von hier aus nicht gefragt werden. Sie muss öffentlich sein und mit https:// beginnen.',
    denied: 'Wer diese Adresse hat, darf den Kalender nicht lesen. Nimm seine private Adresse.',
    'not-found': 'Unter dieser Adresse gibt es keinen Kalender mehr.',
    unreachable: 'Unter dieser Adresse antwortet niemand so, wie es ein Kalender sollte.',
    timeout: 'Es kam nicht rechtzeitig eine Antwort.',
    'too-large': 'Der Kalender ist zu groß.',
    'no-calendar': 'Unter dieser Adresse steht kein Kalender. Vielleicht ist es die Seite, die ihn zeigt.',
    'unreadable-key':
      'Die Adresse lässt sich nicht mehr lesen, weil sich das Geheimnis des Servers geändert hat. Entferne den Kalender und füge ihn neu hinzu.',
  },
  stale: 'Bis es wieder geht, benutzen Agenten, was {when} darin stand.',
  refresh: 'Neu holen',
  refreshNamed: '{name} neu holen',
  remove: 'Entfernen',
  removeNamed: '{name} entfernen',
  removed: '{name} ist entfernt.',
  share: 'Agenten anderer dürfen sehen, wann ich beschäftigt bin',
  shareHint:
    'Nur die Zeiten, in Chats, in denen du bist: nicht, was es ist, noch wo. Damit jemand fragen kann, wann ihr euch treffen könnt.',
};
