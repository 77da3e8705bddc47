const PAIRS = `hello=hallo; good morning=guten Morgen; good evening=guten Abend; good night=gute Nacht; thank you=danke;
thanks=danke; please=bitte; see you tomorrow=bis morgen; see you=bis bald; goodbye=auf Wiedersehen; yes=ja; no=nein;
i=ich; you=du; he=er; she=sie; we=wir; they=sie; and=und; or=oder; but=aber; not=nicht; is=ist; are=sind; have=haben;
has=hat; at the station=am Bahnhof; at home=zu Hause; at=bei; in=in; on=auf; with=mit; for=für; from=von; to=zu;
the meeting=das Treffen; the house=das Haus; the train=der Zug; the station=der Bahnhof; the message=die Nachricht;
the answer=die Antwort; the question=die Frage; the team=das Team; the customer=der Kunde; the price=der Preis;
today=heute; tomorrow=morgen; yesterday=gestern; now=jetzt; later=später; morning=Morgen; evening=Abend; week=Woche;
month=Monat; year=Jahr; house=Haus; train=Zug; meeting=Treffen; message=Nachricht; answer=Antwort; question=Frage;
friend=Freund; water=Wasser; coffee=Kaffee; bread=Brot; work=Arbeit; time=Zeit; help=Hilfe; big=groß; small=klein;
good=gut; bad=schlecht; new=neu; old=alt; late=spät; early=früh; quick=schnell; slow=langsam; beautiful=schön; bee=Biene;
honey=Honig; where=wo; when=wann; what=was; who=wer; how=wie; why=warum; can=kann; must=muss; come=komme; go=gehe;
the=der/die/das; a=ein; an=ein; my=mein; your=dein; our=unser; is late=verspätet sich; i am=ich bin; we are=wir sind`;

const entries = PAIRS.split(';').map((pair) => {
  const [english = '', german = ''] = pair.trim().split('=');
  return { english, german };
});

const toGerman = new Map(entries.map(({ english, german }) => [english, german]));
const toEnglish = new Map(
  entries.toReversed().map(({ english, german }) => [german.toLowerCase(), english === 'i' ? 'I' : english]),
);

const LONGEST_PHRASE = 4;

export type Translated = { text: string; known: number; unknown: number };

/** Translates by a small dictionary, longest phrases first; words it does not have stay, in brackets. */
export function lookUp(text: string, target: 'en' | 'de'): Translated {
  const map = target === 'de' ? toGerman : toEnglish;
  const words = text.match(/[\p{L}\p{N}'’]+|[^\s\p{L}\p{N}]+/gu) ?? [];
  const out: string[] = [];
  let known = 0;
  let unknown = 0;
  for (let at = 0; at < words.length; ) {
    const hit = longest(words, at, map);
    if (hit !== null) {
      out.push(hit.translation);
      at += hit.length;
      known += 1;
      continue;
    }
    const word = words[at] ?? '';
    const isWord = /[\p{L}\p{N}]/u.test(word);
    if (isWord) unknown += 1;
    out.push(isWord ? `[${word}]` : word);
    at += 1;
  }
  const line = out.join(' ').replace(/ ([,.;:!?…]+)/g, '$1');
  return { text: line.charAt(0).toUpperCase() + line.slice(1), known, unknown };
}

function longest(words: readonly string[], at: number, map: ReadonlyMap<string, string>) {
  for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length -= 1) {
    const translation = map.get(
      words
        .slice(at, at + length)
        .join(' ')
        .toLowerCase(),
    );
    if (translation !== undefined) return { translation, length };
  }
  return null;
}
