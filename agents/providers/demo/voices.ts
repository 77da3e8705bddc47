import type { Language } from '../../run/language.ts';
import { sampleFor } from './code.ts';
import { lookUp } from './dictionary.ts';
import { isEmergency } from '../../run/emergency.ts';
import { pick } from './topic.ts';

/** A request as the demo has taken it apart. `quote` is its line, `words` what carries it, most telling first. */
export type Heard = { text: string; quote: string; words: readonly string[]; language: Language };

export type Voice = (heard: Heard) => string;

function list(heard: Heard): string {
  const words = heard.words.slice(0, 4).map((word) => `**${word}**`);
  if (words.length === 0) return heard.language === 'de' ? 'der Sache selbst' : 'the matter itself';
  const last = words.at(-1) ?? '';
  const and = heard.language === 'de' ? 'und' : 'and';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} ${and} ${last}`;
}

const research: Voice = (heard) => {
  return heard.language === 'de'
    ? `Das ist eine Frage zum Nachforschen: ${heard.quote}. Nachschlagen kann ich nichts, aber so würde ich vorgehen, mit ${list(heard)} als Angelpunkten:

1. **Begriffe klären.** Was genau ist gemeint, seit wann gilt es, und wer legt es fest?
2. **Erste Quellen.** Die Norm, die Studie oder die Statistik selbst, nicht der Artikel darüber; Datum und Fassung notieren.
3. **Gegenprobe.** Was müsste zu sehen sein, wenn es anders wäre? Danach gezielt suchen.
4. **Unabhängig bestätigen.** Zwei Quellen, die nicht voneinander abgeschrieben haben.
5. **Festhalten, wie sicher es ist:** belegt, umstritten oder nur vermutet.

Eine gute Antwort nennt am Ende einen Satz Ergebnis, drei Belege mit Datum und das, was offen bleibt.`
    : `A question to look into: ${heard.quote}. I can't look anything up, but this is how I would go about it, with ${list(heard)} as the hinges:

1. **Settle the terms.** What exactly is meant, since when does it hold, and who defines it?
2. **First sources.** The standard, the study or the statistics themselves, not the article about them; note date and edition.
3. **Try to refute it.** What would we see if it were otherwise? Search for just that.
4. **Confirm independently.** Two sources that have not copied from one another.
5. **Write down how sure it is:** established, disputed, or a guess.

A good answer ends with one sentence of result, three dated sources, and what remains open.`;
};

const creative: Voice = (heard) => {
  const turn = pick(
    heard.language === 'de'
      ? ['vom Ende her', 'aus der Sicht eines Gegenstands', 'in einer einzigen Nacht']
      : ['from the end backwards', 'through the eyes of an object', 'within a single night'],
    heard.text,
  );
  return heard.language === 'de'
    ? `Drei Richtungen für ${heard.quote}, die sich wirklich unterscheiden:

- **Nah dran.** Eine Person, ein Augenblick, ein Detail, das man riechen oder hören kann. Kein Adjektiv, das nicht auch wegbleiben könnte.
- **Gegen den Strich.** So erzählt, als wäre das Gegenteil selbstverständlich; die Pointe liegt in dem, was alle übersehen.
- **Ungewohnt gebaut.** Dasselbe, ${turn}. Die Form macht neugierig, der Inhalt bleibt einfach.

Ein Anfang zum Weiterschreiben:

> Niemand hatte darum gebeten. Trotzdem stand es am Morgen da, und am Abend war es nicht mehr wegzudenken.

Als Stoff habe ich ${list(heard)} genommen. Ich wählte die zweite Richtung: Sie lässt sich in einem Satz erzählen, und daran erkennt man eine brauchbare Idee.`
    : `Three directions for ${heard.quote} that really differ:

- **Close up.** One person, one moment, one detail that can be smelled or heard. No adjective that could as well be missing.
- **Against the grain.** Told as if the opposite went without saying; the point lies in what everyone overlooks.
- **Built unusually.** The same, ${turn}. The form makes curious, the matter stays simple.

A beginning to go on from:

> Nobody had asked for it. In the morning it was there all the same, and by evening it could no longer be thought away.

My material would be ${list(heard)}. I would take the second direction: it can be told in one sentence, and that is how one knows a usable idea.`;
};

const support: Voice = (heard) => {
  return heard.language === 'de'
    ? `Verstanden habe ich: ${heard.quote}. Schritt für Schritt, das Schnelle und Ungefährliche zuerst:

1. **Genau hinsehen.** Was steht wörtlich da, seit wann, und was hat sich kurz davor geändert?
2. **Neu beginnen.** Das Gerät oder Programm einmal ganz beenden und neu starten. Danach sollte das Problem weg oder unverändert da sein; beides hilft weiter.
3. **Eingrenzen.** Tritt es auch auf einem anderen Gerät oder in einem anderen Netz auf? Wenn nein, liegt es hier, sonst nicht.
4. **Eine Sache ändern,** prüfen, zurücknehmen, wenn es nichts brachte.

Zwei Fragen, deren Antworten den nächsten Schritt bestimmen: Welche Version ist es? Und was genau passiert im Augenblick des Fehlers?

Achte dabei besonders auf ${list(heard)}. Bitte keine Passwörter oder Schlüssel hier hineinschreiben; ein Bild der Meldung genügt.`
    : `What I understood: ${heard.quote}. Step by step, the quick and harmless first:

1. **Look closely.** What does it say word for word, since when, and what changed shortly before?
2. **Start afresh.** Quit the program or switch the device off completely, and start it again. The problem should be gone, or there unchanged; both tell us something.
3. **Narrow it down.** Does it also happen on another device or another network? If not, it is here; otherwise it is not.
4. **Change one thing,** check, and take it back if it did not help.

Two questions whose answers decide the next step: which version is it? And what exactly happens at the moment it fails?

Keep an eye on ${list(heard)} meanwhile. Please don't post passwords or keys here; a picture of the message is enough.`;
};

const coder: Voice = (heard) => {
  const { code, remark } = sampleFor(heard.text, heard.words, heard.language);
  return heard.language === 'de'
    ? `Zu ${heard.quote} ein kleines Gerüst, das so läuft:

${code}

${remark}

Als Nächstes würde ich für ${list(heard)} festlegen: welche Eingaben gültig sind, was bei einem Fehler geschieht und welcher Test zuerst scheitern soll. Ausgeführt habe ich es hier nicht.`
    : `For ${heard.quote}, a small frame that works as it stands:

${code}

${remark}

Next I would settle for ${list(heard)}: which input is valid, what happens on failure, and which test should fail first. I have not run it here.`;
};

const business: Voice = (heard) => {
  return heard.language === 'de'
    ? `Für ${heard.quote} zählt, was es bringt, was es kostet und was passiert, wenn nichts geschieht:

| Weg | Nutzen | Aufwand | Risiko |
| --- | --- | --- | --- |
| Nichts tun | keiner, aber sofort | 0 | später wird es teurer |
| Klein anfangen | in Wochen messbar | gering | wirkt zu schwach |
| Ganz umstellen | am größten | hoch | bindet Leute und Geld |

**Vorschlag:** klein anfangen, mit einer Zahl, die in vier Wochen zeigen muss, ob es sich lohnt. Rechenweg: Nutzen je Monat minus laufende Kosten, geteilt durch den Aufwand am Anfang; unter einem Jahr Rückfluss weitergehen.

Nächste Schritte: den Ausgangswert messen, hier bei ${list(heard)} (heute), Grenze für den Abbruch festlegen (diese Woche), eine Person benennen, die entscheidet.`
    : `For ${heard.quote} it matters what it brings, what it costs, and what happens if nothing is done:

| Way | Gain | Effort | Risk |
| --- | --- | --- | --- |
| Do nothing | none, but at once | 0 | it costs more later |
| Start small | measurable in weeks | low | too weak to show |
| Change it all | the greatest | high | ties up people and money |

**Proposal:** start small, with one figure that must show within four weeks whether it pays. The sum: gain per month minus running costs, divided by the effort at the beginning; go on if it pays back within a year.

Next steps: measure where you stand, here with ${list(heard)} (today), fix the limit at which you stop (this week), name one person who decides.`;
};

const assistant: Voice = (heard) => {
  return heard.language === 'de'
    ? `Gern. Für ${heard.quote} ein Plan, den du gleich benutzen kannst:

- [ ] **Ziel in einem Satz:** woran merkst du, dass es erledigt ist?
- [ ] **Rahmen:** bis wann, mit wem, mit wie viel Geld und Zeit?
- [ ] **Drei Schritte:** den kleinsten zuerst, er dauert höchstens 15 Minuten.
- [ ] **Was fehlt noch** zu ${list(heard)}? Eine Liste, eine Zusage, ein Termin?
- [ ] **Erinnerung:** ein fester Zeitpunkt, an dem du nachsiehst.

Was ich auch ohne Modell wirklich kann: rechnen („17,5 % von 2.480“), das Datum nennen, Wörter eines Textes zählen und aus einem Text die tragenden Sätze heraussuchen. Schreib dafür etwa „Fasse zusammen:“ und darunter den Text.`
    : `Gladly. For ${heard.quote}, a plan to use right away:

- [ ] **The aim in one sentence:** how will you know that it is done?
- [ ] **The frame:** by when, with whom, with how much money and time?
- [ ] **Three steps:** the smallest first; it takes 15 minutes at most.
- [ ] **What is missing** for ${list(heard)}? A list, a promise, a date?
- [ ] **A reminder:** a fixed time at which you look again.

What I can really do without a model: sums (“17.5 % of 2,480”), the date, counting the words of a text, and picking the sentences that carry it. For that write “Summarise:” and the text below it.`;
};

const translator: Voice = (heard) => {
  const given = /["“„«]([^"“”„«»]+)["“”»]/.exec(heard.text)?.[1] ?? /:\s*(\S[\s\S]*)$/.exec(heard.text)?.[1] ?? null;
  const german = heard.language === 'de';
  if (given === null) {
    return german
      ? `Gib mir den Text nach einem Doppelpunkt, etwa: „Übersetze ins Deutsche: See you tomorrow at the station.“ Verstanden habe ich bisher ${heard.quote}.

Ein Beispiel, damit du siehst, wie es aussieht:

> **See you tomorrow at the station.**
> Bis morgen am Bahnhof.

Ton: vertraut. Förmlicher: „Wir sehen uns morgen am Bahnhof.“ Namen, Zahlen, Code und Links bleiben beim Übersetzen, wie sie sind; Anweisungen im Text werden übersetzt, nicht befolgt.

Ohne Modell schlage ich nur in einem kleinen Wörterbuch nach, Deutsch und Englisch, rund hundert Einträge.`
      : `Give me the text after a colon, for instance: “Translate into German: See you tomorrow at the station.” So far I have understood ${heard.quote}.

An example, so that you see what it looks like:

> **See you tomorrow at the station.**
> Bis morgen am Bahnhof.

Tone: familiar. More formal: “Wir sehen uns morgen am Bahnhof.” Names, numbers, code and links stay as they are; instructions inside a text are translated, not followed.

Without a model I only look words up in a small dictionary, English and German, about a hundred entries.`;
  }
  const toGerman =
    /german|deutsch/i.test(heard.text.replace(given, '')) ||
    !/[äöüß]|\b(ich|und|der|die|das|ist|nicht|morgen)\b/i.test(given);
  const found = lookUp(given.trim(), toGerman ? 'de' : 'en');
  return german
    ? `> ${found.text.replace(/\n/g, '\n> ')}

Das ist Wort für Wort aus einem kleinen Wörterbuch: ${found.known} Stellen gefunden, ${found.unknown} nicht; was fehlt, steht in [Klammern] im Original. Beugung, Satzbau und Ton stimmen so nicht von allein.

Worauf ich bei einer richtigen Übersetzung achten würde: ob du oder Sie gemeint ist, ob eine Redewendung dahintersteckt, und dass Namen und Zahlen bleiben, wie sie sind.`
    : `> ${found.text.replace(/\n/g, '\n> ')}

That is word for word from a small dictionary: ${found.known} places found, ${found.unknown} not; what is missing stands in [brackets] as it was. Inflection, order of words and tone do not come right by themselves this way.

What I would mind in a real translation: whether it is formal or familiar, whether an idiom hides in it, and that names and numbers stay as they are.`;
};

const health: Voice = (heard) => {
  const german = heard.language === 'de';
  const alarm = !isEmergency(heard.text)
    ? ''
    : german
      ? '**Das kann ein Notfall sein: Ruf jetzt den Notruf an, in Europa 112 (Nordamerika 911, Großbritannien 999), und bleib nicht allein.** Bei Gedanken an Suizid in Deutschland auch 0800 111 0 111, rund um die Uhr.\n\n'
      : '**This may be an emergency: call the emergency number now, 112 in Europe, 911 in North America, 999 in the United Kingdom, and do not stay alone.** For thoughts of suicide also 988 in the United States.\n\n';
  return german
    ? `${alarm}Zu ${heard.quote} kann ich Allgemeines sagen, aber nicht, was du hast: Eine Diagnose stellt nur, wer dich untersucht.

- **Beobachten und aufschreiben:** seit wann, wie stark von 0 bis 10, was es bessert oder schlimmer macht, was sonst noch ist, welche Mittel du nimmst.
- **Heute noch zu jemandem,** wenn es plötzlich und heftig ist, schlimmer wird, mit hohem Fieber, Verwirrtheit oder Lähmung kommt; bei Kindern, in der Schwangerschaft und im Alter eher früher.
- **Diese Woche in die Praxis,** wenn es länger als ein paar Tage anhält oder dich im Alltag bremst.
- **Fragen für den Termin:** Was kann dahinterstecken? Was muss man ausschließen? Was kann ich selbst tun?

Medikamente bitte nicht auf eigene Faust beginnen, ändern oder absetzen; die Apotheke berät auch ohne Termin.`
    : `${alarm}About ${heard.quote} I can say general things, but not what you have: only someone who examines you can make a diagnosis.

- **Watch and write down:** since when, how strong from 0 to 10, what eases or worsens it, what else there is, what you take.
- **See someone today** if it is sudden and severe, gets worse, or comes with high fever, confusion or weakness on one side; sooner with children, in pregnancy and in old age.
- **See a doctor this week** if it lasts more than a few days or holds you back.
- **Questions to bring:** what can be behind it? What has to be ruled out? What can I do myself?

Please don't start, change or stop medicines on your own; a pharmacist will advise you without an appointment.`;
};

/** How the demo speaks for each agent. */
export const voices: Readonly<Record<string, Voice>> = {
  research,
  creative,
  support,
  coder,
  business,
  assistant,
  translator,
  health,
};
