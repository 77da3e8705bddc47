import type { roster as en } from '../en/roster.ts';

export const roster: typeof en = {
  research: {
    about: 'Findet heraus, was bekannt ist, wie sicher es ist und was dagegen spricht.',
    starters: [
      'Was hat sich von HTTP/2 zu HTTP/3 geändert, und wem nützt es?',
      'Vergleiche Wärmepumpe und Gasheizung für ein altes Haus.',
      'Was weiß man über die Viertagewoche?',
    ],
  },
  coder: {
    about: 'Schreibt, erklärt und repariert Code.',
    starters: [
      'Zeig mir einen kleinen HTTP-Client in TypeScript mit Zeitlimit.',
      'Erkläre diesen Fehler und wie man ihn behebt.',
      'Prüfe eine Funktion auf Fehler und Lesbarkeit.',
    ],
  },
  creative: {
    about: 'Ideen, Namen, Geschichten und Texte mit eigener Stimme.',
    starters: [
      'Fünf Namen für eine Bäckerei, die nachts öffnet.',
      'Schreib eine kurze Einladung zu unserem Sommerfest.',
      'Ein Anfang für eine Geschichte, die im Nachtzug beginnt.',
    ],
  },
  business: {
    about: 'Strategie, Zahlen, Angebote und Entscheidungen.',
    starters: [
      'Lieferwagen mieten oder kaufen? Woran entscheidet sich das?',
      'Gliedere ein Angebot für ein kleines Webprojekt.',
      'Welche drei Zahlen sollte ein Café jede Woche ansehen?',
    ],
  },
  support: {
    about: 'Löst Probleme Schritt für Schritt und schreibt Antworten an Kunden.',
    starters: [
      'Mein Laptop findet das WLAN nicht mehr. Was probiere ich zuerst?',
      'Schreib einem Kunden freundlich, dessen Paket sich verspätet.',
      'Mach aus diesen Notizen einen kurzen Hilfeartikel.',
    ],
  },
  assistant: {
    about: 'Pläne, Listen, Briefe, Rechnungen und alles dazwischen.',
    starters: [
      'Plane ein Wochenende in Hamburg für zwei, mit Regen.',
      'Was sind 17,5 % von 2.480?',
      'Mach eine Packliste für fünf Tage in den Bergen.',
    ],
  },
  translator: {
    about: 'Übersetzt zwischen Sprachen und bewahrt Ton und Redewendungen.',
    starters: [
      'Übersetze ins Englische: Bis morgen am Bahnhof.',
      'Wie sage ich höflich „kein Problem“ auf Französisch?',
      'Lass diese englische Mail natürlich klingen.',
    ],
  },
  health: {
    about: 'Allgemeine Gesundheitsinformationen. Keine Diagnose, kein Ersatz für ärztlichen Rat.',
    starters: [
      'Was hilft mir, besser zu schlafen?',
      'Wie bereite ich mich auf einen Arzttermin vor?',
      'Wie viel sollte ein Erwachsener an einem heißen Tag trinken?',
    ],
  },
};
