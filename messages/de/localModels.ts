import type { localModels as en } from '../en/localModels.ts';

export const localModels: typeof en = {
  only: 'Nur lokale Modelle',
  mark: 'Hier antworten nur lokale Modelle',
  hint: 'Antworten, Auswahl und Zusammenfassungen dieses Chats entstehen nur auf Rechnern derer, die dieses Waggle betreiben. Werkzeuge wie die Websuche fragen weiter das Internet.',
  noAnswers: 'Gerade ist kein lokales Modell eingerichtet: Solange das an ist, kann hier kein Agent antworten.',
  noTranscripts:
    'Was in Sprachnachrichten gesagt wird, schreibt hier niemand mit, solange das an ist: Kein lokales Modell kann das.',
};
