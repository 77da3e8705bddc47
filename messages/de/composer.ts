import type { composer as enComposer, markdown as enMarkdown, runs as enRuns } from '../en/composer.ts';

export const composer: typeof enComposer = {
  message: 'Nachricht',
  placeholder: 'Nachricht',
  send: 'Nachricht senden',
  replyingTo: 'Antwort an {name}',
  cancelReply: 'Antwort abbrechen',
  mentions: 'Wen erwähnen',
  everyone: 'all',
  everyoneAbout: 'Alle Agenten dieses Chats',
  person: 'Person',
  willAnswer: '{names} {count, plural, one {wird} other {werden}} antworten',
  queenDecides: 'Die Königin entscheidet, wer antwortet',
  nobodyAnswers: 'Das lesen nur Menschen. Mit @ fragst du einen Agenten.',
  tooLong: '{count, plural, one {# Zeichen} other {# Zeichen}} zu viel',
  because: {
    mentioned: 'erwähnt',
    everyone: 'mit @all gefragt',
    reply: 'du antwortest darauf',
    direct: 'ihr seid hier zu zweit',
    always: 'hier antworten Agenten immer',
    useful: 'von der Königin gewählt',
    rerouted: 'nachträglich gefragt',
    retried: 'noch einmal gefragt',
  },
};

export const runs: typeof enRuns = {
  working: 'Arbeitende Agenten',
  stopAll: 'Alle stoppen',
  show: 'Antwort zeigen',
  state: {
    accepted: 'angenommen',
    reading: 'liest',
    thinking: 'denkt nach',
    using: 'arbeitet',
    waiting: 'wartet auf dich',
    writing: 'schreibt',
    done: 'fertig',
  },
  waitsTwice: 'braucht Ja und Antwort',
  answered: '{names} · {reason}',
  deciding: 'Die Königin wählt, wer antwortet …',
  nobody: 'Es wurde niemand gebraucht.',
  askOthers: 'Andere fragen',
  askAgent: '{name} fragen',
  cost: '{cost}',
};

export const markdown: typeof enMarkdown = {
  code: 'Code',
  copyCode: 'Code kopieren',
  copied: 'Kopiert',
  picture: 'Bild (nicht geladen)',
  pictureOf: 'Bild (nicht geladen): {alt}',
  table: 'Tabelle',
  footnotes: 'Fußnoten',
  ticked: 'Erledigt',
  unticked: 'Offen',
  defused: {
    'other-host': 'Hier kein Link: Er nennt einen anderen Host als den, zu dem er führt,',
    'look-alike': 'Hier kein Link: Sein Host ist mit Buchstaben geschrieben, die wie andere aussehen. Es ist',
    disguised: 'Hier kein Link: Vor seinem Host steht ein Name. Der Host ist',
    carries: 'Hier kein Link: Er würde etwas Langes und Verschlüsseltes mitnehmen zu',
  },
};
