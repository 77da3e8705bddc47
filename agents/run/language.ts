export type Language = 'en' | 'de';

const GERMAN = new Set(
  `gegen hilft hilf brauche brauchen etwas diese dieser dieses diesem viel viele hier sehr wäre würde hätte sollte
  sollten könnte möchte wollen weil dann denn damit ohne unter durch gut neue neuen aber als berechne rechne geteilt
  durch gerne heute morgen auch auf aus bei bin bis bist bitte da das dass dein dem den der des dich die dir doch du
  ein eine einem einen einer er es für gibt haben habe hat ich ihr im ist ja kann kein keine können könnt mal man
  mein meine mich mir mit muss nach nicht noch nur oder schon sein sich sie sind soll über um und uns unser vom von
  vor war warum welche welcher welches wenn wer wie wieviel wir wird wo zu zum zur zwischen übersetze erkläre
  schreibe zeige vergleiche fasse mach gib nenne hallo danke zwei drei vier tagen wochen monaten jahren`.split(/\s+/),
);

const ENGLISH = new Set(
  `a about and are as at be but by can could do does for from give have hello how i if is it list make me my not of on
  or our please show should tell that the there they this to us we what when where which who why will with would
  write you your explain compare thanks translate`.split(/\s+/),
);

const GERMAN_ENDING = /.{3}(?:ung|ungen|heit|keit|schaft|lich|liche|lichen|ische|ischen|schmerzen)$/;

/**
 * English or German, by the small words that only one of them has and by umlauts; code is left aside. English where it is
 * even.
 */
export function languageOf(text: string): Language {
  const prose = text.replace(/```[\s\S]*?(?:```|$)|`[^`\n]*`/g, ' ').toLowerCase();
  let balance = 0;
  for (const [word] of prose.matchAll(/\p{L}+/gu)) {
    if (GERMAN.has(word)) balance += 1;
    if (ENGLISH.has(word)) balance -= 1;
    if (/[äöüß]/.test(word) || GERMAN_ENDING.test(word)) balance += 1;
  }
  return balance > 0 ? 'de' : 'en';
}
