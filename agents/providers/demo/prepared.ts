import type { Language } from '../../run/language.ts';

type Prepared = { agentId: string; about: RegExp; en: string; de: string };

const PREPARED: readonly Prepared[] = [
  {
    agentId: 'research',
    about: /http\/?3|quic\b/i,
    en: `HTTP/3 keeps what HTTP means (methods, headers, status codes) and changes what carries it: **QUIC over UDP** in place of TCP with TLS on top. It is RFC 9114, of June 2022.

| | HTTP/2 | HTTP/3 |
| --- | --- | --- |
| Transport | TCP + TLS | QUIC, TLS 1.3 built in |
| A lost packet | holds up all streams | holds up only its own |
| Setting up | 2 to 3 round trips | 1, or 0 when resumed |
| New network | connection breaks | moves along by its connection id |
| Header compression | HPACK | QPACK |

**Who gains:** phones and lossy networks most, a wired office least. **What to mind:** UDP port 443 must be open, 0-RTT requests can be replayed (so only for safe ones), and it takes more processor time per byte on many servers.`,
    de: `HTTP/3 lässt, was HTTP bedeutet (Methoden, Kopfzeilen, Statuscodes), und ändert, was es trägt: **QUIC über UDP** statt TCP mit TLS darauf. Es ist RFC 9114 vom Juni 2022.

| | HTTP/2 | HTTP/3 |
| --- | --- | --- |
| Transport | TCP + TLS | QUIC, TLS 1.3 eingebaut |
| Ein verlorenes Paket | hält alle Ströme auf | hält nur seinen auf |
| Aufbau | 2 bis 3 Umläufe | 1, beim Wiederkommen 0 |
| Neues Netz | Verbindung bricht ab | zieht mit ihrer Kennung um |
| Kopfzeilen | HPACK | QPACK |

**Wer gewinnt:** Telefone und schlechte Netze am meisten, das verkabelte Büro am wenigsten. **Worauf zu achten ist:** UDP-Port 443 muss offen sein, 0-RTT-Anfragen lassen sich wiederholen (also nur für ungefährliche), und viele Server brauchen je Byte mehr Rechenzeit.`,
  },
  {
    agentId: 'creative',
    about: /(bakery|bäckerei).*(night|nacht)|(night|nacht).*(bakery|bäckerei)/i,
    en: `Five names, five different promises:

1. **Half Past Crust** – a time of night one can order by. Witty, easy to say on the phone.
2. **Moonproof** – dough proves, and so does the idea. Short enough for a neon sign.
3. **The Late Loaf** – says exactly what it is; nobody asks twice.
4. **Ember & Rye** – warm light, dark bread. The most grown-up of the five.
5. **Before Dawn** – less a shop than an hour. Works above a door with nothing else.

I would take **Half Past Crust**: it sounds like a place one tells a friend about, and it allows a clock without hands as its sign. Say the name aloud ten times before you decide, and look whether the address on the net is free.`,
    de: `Fünf Namen, fünf verschiedene Versprechen:

1. **Krustenzeit** – eine Uhrzeit, zu der man Hunger hat. Kurz, warm, leicht zu merken.
2. **Mondteig** – der Teig geht, der Mond auch. Passt in eine Leuchtschrift.
3. **Spätes Brot** – sagt genau, was es ist; niemand fragt nach.
4. **Glut & Roggen** – warmes Licht, dunkles Brot. Der erwachsenste der fünf.
5. **Vor Tag** – weniger ein Laden als eine Stunde. Steht gut allein über der Tür.

Ich nähme **Krustenzeit**: Das erzählt man weiter, und als Schild genügt eine Uhr ohne Zeiger. Sprich den Namen zehnmal laut aus, bevor du dich entscheidest, und sieh nach, ob die Adresse im Netz noch frei ist.`,
  },
  {
    agentId: 'support',
    about: /wi-?fi|wlan/i,
    en: `Most likely the radio is off or the laptop has lost the network's settings. In this order:

1. **Look at a phone.** If it finds the network, the fault is in the laptop; if not, restart the router and wait two minutes.
2. **Check the switch.** Flight mode off, Wi-Fi on; some laptops have a key (often F2 or F12) that turns it off by accident.
3. **Restart the laptop,** fully, not just by closing the lid. Networks should show up again now.
4. **Forget the network** in the settings, then join it anew with the password.
5. **Try the other band.** If only some networks are missing, the router may have moved to one your laptop does not know (6 GHz, or channel 13).

Two questions that decide what comes next: does it see *other* networks? And what changed shortly before, an update perhaps?`,
    de: `Meist ist der Funk aus oder der Laptop hat die Einstellungen des Netzes verloren. In dieser Reihenfolge:

1. **Sieh aufs Telefon.** Findet es das Netz, liegt es am Laptop; sonst starte den Router neu und warte zwei Minuten.
2. **Prüfe den Schalter.** Flugmodus aus, WLAN an; manche Laptops haben eine Taste (oft F2 oder F12), die es versehentlich ausschaltet.
3. **Starte den Laptop neu,** ganz, nicht nur zuklappen. Jetzt sollten wieder Netze zu sehen sein.
4. **Entferne das Netz** in den Einstellungen und melde dich mit dem Passwort neu an.
5. **Versuch das andere Band.** Fehlen nur einzelne Netze, funkt der Router vielleicht auf einem, das dein Laptop nicht kennt (6 GHz oder Kanal 13).

Zwei Fragen entscheiden, wie es weitergeht: Sieht er *andere* Netze? Und was hat sich kurz davor geändert, etwa ein Update?`,
  },
  {
    agentId: 'business',
    about:
      /(rent|lease|buy|miet|leas|kauf).*\b(van|car|truck|transporter|lieferwagen|auto)|(van|car|truck|transporter|lieferwagen|auto)\b.*(rent|lease|buy|miet|leas|kauf)/i,
    en: `What decides it is **days of use per month**: few speak for renting, nearly daily for buying.

| Assumption (replace by yours) | Rent | Buy |
| --- | ---: | ---: |
| Price | 75 a day | 24,000 once |
| Fixed costs a month | 0 | 260 (insurance, tax, service) |
| Loss of value a month | 0 | 250 |
| **A month with 5 days** | **375** | 510 |
| **A month with 12 days** | 900 | **510** |

With these figures the balance tips at about **7 days a month**: (260 + 250) ÷ 75. If the daily price is a third lower, it tips at about 10.

Mind what the table leaves out: money tied up, a van that stands still in the workshop, and rented ones being gone in December. **Next:** count the days of the last three months, get two daily prices and one for leasing, then decide.`,
    de: `Den Ausschlag geben die **Einsatztage im Monat**: wenige sprechen fürs Mieten, fast tägliche fürs Kaufen.

| Annahme (ersetze sie durch deine) | Mieten | Kaufen |
| --- | ---: | ---: |
| Preis | 75 am Tag | 24.000 einmal |
| Fixkosten im Monat | 0 | 260 (Versicherung, Steuer, Wartung) |
| Wertverlust im Monat | 0 | 250 |
| **Monat mit 5 Tagen** | **375** | 510 |
| **Monat mit 12 Tagen** | 900 | **510** |

Mit diesen Zahlen kippt es bei etwa **7 Tagen im Monat**: (260 + 250) ÷ 75. Ist der Tagespreis ein Drittel niedriger, bei etwa 10.

Was die Tabelle weglässt: gebundenes Geld, Tage in der Werkstatt, und dass Mietwagen im Dezember vergriffen sind. **Als Nächstes:** die Tage der letzten drei Monate zählen, zwei Tagespreise und ein Leasingangebot einholen, dann entscheiden.`,
  },
  {
    agentId: 'assistant',
    about: /(weekend|wochenende).*hamburg|hamburg.*(weekend|wochenende)/i,
    en: `Two days under a roof, with short ways between:

**Saturday**
- 10:00 **Miniatur Wunderland** in the Speicherstadt (book a time slot; three hours)
- 13:30 Lunch nearby, then the covered plaza of the **Elbphilharmonie** for the view
- 16:00 **Kunsthalle**, five minutes from the main station
- 19:30 Dinner in the Schanze; a concert or cinema after it

**Sunday**
- 09:30 A long breakfast
- 11:00 **Maritime Museum**, ten floors; leave out half of them
- 14:00 Harbour by **ferry 62** to Finkenwerder and back: dry below deck, and an ordinary ticket will do
- 16:30 Coffee and a piece of Franzbrötchen before the train

Take shoes that stand rain and a day ticket for groups. Opening hours and prices change: check them the day before.`,
    de: `Zwei Tage unter Dach, mit kurzen Wegen:

**Samstag**
- 10:00 **Miniatur Wunderland** in der Speicherstadt (Zeitfenster buchen; drei Stunden)
- 13:30 Mittag in der Nähe, dann die Plaza der **Elbphilharmonie** wegen der Aussicht
- 16:00 **Kunsthalle**, fünf Minuten vom Hauptbahnhof
- 19:30 Essen in der Schanze; danach Konzert oder Kino

**Sonntag**
- 09:30 Lange frühstücken
- 11:00 **Maritimes Museum**, zehn Böden; die Hälfte darf wegfallen
- 14:00 Hafen mit der **Fähre 62** nach Finkenwerder und zurück: unter Deck trocken, eine normale Fahrkarte genügt
- 16:30 Kaffee und ein Franzbrötchen vor dem Zug

Nehmt Schuhe, die Regen vertragen, und eine Gruppen-Tageskarte. Öffnungszeiten und Preise ändern sich: am Vortag nachsehen.`,
  },
  {
    agentId: 'health',
    about:
      /(better|badly|helps?|besser|schlecht|hilft).*(sleep|schlaf)|(sleep|schlaf).*(better|badly|besser|schlecht)/i,
    en: `What helps most people, roughly in the order of its effect:

- **Get up at the same time every day,** at weekends too. It steadies the night more than going to bed early.
- **Daylight in the morning,** half an hour outside; dim light and no bright screen in the last hour.
- **Caffeine until noon,** and alcohol not as a help: it makes one fall asleep and then wake up.
- **Cool, dark, quiet;** the bed only for sleeping. Awake for long? Get up, do something dull, come back when tired.
- **Write down** what goes round in your head, two hours before bed.

Give it three weeks. **See a doctor** if it has lasted longer than a month, if you snore with pauses of breath, your legs are restless, you are tired at the wheel, or your mood is low for weeks. Sleeping pills only with advice.

This is general information; I can't tell what is behind it in your case.`,
    de: `Was den meisten hilft, etwa in der Reihenfolge der Wirkung:

- **Jeden Tag zur selben Zeit aufstehen,** auch am Wochenende. Das festigt die Nacht mehr als frühes Zubettgehen.
- **Morgens Tageslicht,** eine halbe Stunde draußen; in der letzten Stunde gedämpftes Licht und kein heller Bildschirm.
- **Koffein nur bis mittags,** und Alkohol nicht als Hilfe: Man schläft damit ein und wacht dann auf.
- **Kühl, dunkel, ruhig;** das Bett nur zum Schlafen. Lange wach? Aufstehen, etwas Langweiliges tun, müde wiederkommen.
- **Aufschreiben,** was im Kopf kreist, zwei Stunden vor dem Schlafen.

Gib dem drei Wochen. **Geh zum Arzt,** wenn es länger als einen Monat dauert, du mit Atempausen schnarchst, die Beine unruhig sind, du am Steuer müde wirst oder die Stimmung wochenlang gedrückt ist. Schlafmittel nur nach Rat.

Das ist allgemeine Information; was bei dir dahintersteckt, kann ich nicht sagen.`,
  },
];

const LONGEST_REQUEST = 160;

/** An answer that was written beforehand for requests like the agents' own starters; null for all others. */
export function prepared(agentId: string, text: string, language: Language): string | null {
  if (text.length > LONGEST_REQUEST) return null;
  return PREPARED.find((one) => one.agentId === agentId && one.about.test(text))?.[language] ?? null;
}
