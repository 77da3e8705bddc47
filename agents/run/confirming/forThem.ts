import { plain } from '../../guard/plain.ts';
import { isInKnownLanguage } from '../checks/otherLanguage.ts';

const MEDICINE =
  '(?:ibuprofen|paracetamol|acetaminophen|aspirin|naproxen|diclofenac|amoxicillin|antibioti\\p{L}*|[ck]ortiso\\p{L}*|prednis\\p{L}*|insulin|metformin|\\p{L}*statine?|antidepress\\p{L}*|opio?i?d\\p{L}*|code?in|tramadol|morphi\\p{L}*|benzodiazep\\p{L}*|diazepam|melatonin|\\p{L}*triptane?|\\p{L}+prazole?|antihistamin\\p{L}*|[ck]etiri[sz]in\\p{L}*|loratadine?|beta.?block\\p{L}*|blood thinners?|blutverdünn\\p{L}*|painkillers?|\\p{L}*schmerzmittel|pills?|tablets?|\\p{L}*tabletten?|pillen?|capsules?|kapseln?|medications?|medicines?|medikamente?n?|drops|\\p{L}*tropfen|dos(?:e|es|age|is|en)|injections?|spritzen?)';
const AMOUNT =
  '(?:\\d+(?:[.,]\\d+)?|one|two|three|half|ein|eine|einen|zwei|drei|halbe)(?: ?[x×])? ?(?:mg|mcg|µg|μg|ml|g|iu|ie|milligramm?s?|tablets?|tabletten?|pills?|pillen?|capsules?|kapseln?|drops|tropfen|puffs?|hübe)';
const WITHIN = '[^.!?]{0,60}';
const SURELY =
  '(?:clearly|probably|most likely|very likely|likely|definitely|certainly|obviously|almost certainly|apparently)';
const WOHL = '(?:wahrscheinlich|vermutlich|sicher|sicherlich|eindeutig|offenbar|wohl|bestimmt|ziemlich sicher)';

function rule(source: string): RegExp {
  return new RegExp(source, 'u');
}

/** What is to be taken, how much of it, and how often. */
const DOSES: readonly RegExp[] = [
  rule(`\\b(?:takes?|taking|swallow|inject|give|use|apply|try|need|have)\\b${WITHIN}\\b${AMOUNT}\\b`),
  rule(`\\b(?:nimm|nehmt?|nehmen|schluck\\p{L}*|spritz\\p{L}*|gib|geben|brauch\\p{L}*)\\b${WITHIN}\\b${AMOUNT}\\b`),
  rule(`\\b${AMOUNT}\\b${WITHIN}\\b(?:einnehmen|nehmen|schlucken|spritzen|geben)\\b`),
  rule(
    `\\b${AMOUNT}\\b${WITHIN}\\b(?:every|each|once|twice|three times|\\d times|before bed|at night|alle \\p{L}+|alle \\d|jede\\p{L}*|täglich|einmal|zweimal|dreimal|\\dx|abends|morgens)\\b`,
  ),
];

/** Words that tell somebody to take, leave or change a medicine. */
const MEDICINES: readonly RegExp[] = [
  rule(
    `(?<!not |n't |never |without |before |who |people )\\b(?:take|start|stop|keep|quit|double|halve|increase|reduce|lower|raise|skip|switch|swallow|inject|try)\\b${WITHIN}\\b${MEDICINE}\\b`,
  ),
  rule(
    `(?<!nicht |ohne |nie |niemals )\\b(?:nimm|nehmt|nehmen sie|schluck|schlucken sie|setz|setzen sie|verdopple|verdoppeln sie|halbiere|halbieren sie|erhöhe?|erhöhen sie|verringere|verringern sie|senke|senken sie|spritz|spritzen sie|probier|versuch)\\b${WITHIN}\\b${MEDICINE}\\b`,
  ),
  rule(`\\b(?:du|sie|ihr) (?:soll|kann|könn|darf|dürf|muss|müss)\\p{L}*\\b${WITHIN}\\b${MEDICINE}\\b`),
  rule(`\\byou (?:should|can|could|may|must|need to|have to|ought to)\\b${WITHIN}\\b${MEDICINE}\\b`),
];

/** What somebody is said to have, and what is said of their case. */
const CASES: readonly RegExp[] = [
  rule(`\\byou ${SURELY} (?:have|suffer|are|need|caught|got)\\b|\\byou(?:'re| are) ${SURELY} \\p{L}+`),
  rule(`\\b${SURELY},? (?:you|your \\p{L}+) (?:have|suffer|are|is|need|caught|got)\\b`),
  rule(
    `\\b(?:this|that|it|what you (?:describe|say|have)|your \\p{L}+) (?:sounds?|looks?|seems?) (?:very )?(?:much )?like\\b`,
  ),
  rule(
    `\\byour (?:\\p{L}+ )?(?:symptoms?|complaints?|pain|headaches?|results?|values|diagnosis|condition)\\b${WITHIN}\\b(?:suggests?|points?|indicates?|means?|sounds?|looks?|shows?|comes? from|caused by|are typical|is typical)\\b`,
  ),
  rule(
    `\\bin your (?:case|situation|condition|place|position)\\b|\\bfor (?:you|your) (?:personally|in particular|specifically|case)\\b|\\byou personally\\b`,
  ),
  rule(
    `\\b(?:given|because of|with|at|considering|due to) your (?:\\p{L}+ )?(?:age|weight|history|symptoms?|condition|pregnancy|diabetes|asthma|allerg\\p{L}*|illness|results?|values|medication|complaints?|diagnosis|pain|blood pressure)\\b`,
  ),
  rule(
    `\\b(?:since|as|because) you (?:have|are|take|said|say|describe|mention|wrote|told|feel|suffer)\\p{L}*\\b|\\bfrom what you\\b`,
  ),
  rule(
    `\\bi(?:'d| would)? (?:strongly )?(?:recommend|advise|suggest|prescribe|diagnose)\\b|\\bmy advice\\b|\\bmy diagnosis\\b|\\byou(?:'ve| have) got\\b`,
  ),
  rule(
    `\\b(?:du hast|du leidest|du brauchst|sie haben|sie leiden|sie brauchen|ihr habt) ${WOHL}\\b|\\b${WOHL} (?:hast du|leidest du|brauchst du|bist du|haben sie|leiden sie|brauchen sie)\\b`,
  ),
  rule(
    `\\b(?:das|es|was du (?:beschreibst|sagst|hast)|was sie (?:beschreiben|sagen|haben)|dein\\p{L}* \\p{L}+|ihre? \\p{L}+) (?:klingt|klingen|hört sich|hören sich|sieht|sehen)\\b${WITHIN}\\b(?:nach|wie|an|aus)\\b`,
  ),
  rule(
    `\\bdein\\p{L}* (?:\\p{L}+ )?(?:symptome?|beschwerden|schmerzen|kopfschmerzen|werte|diagnose|erkrankung)\\b${WITHIN}\\b(?:deute\\p{L}*|sprechen|spricht|bedeute\\p{L}*|zeig\\p{L}*|komm\\p{L}*|passen|passt|weisen|weist)\\b`,
  ),
  rule(
    `\\b(?:in|bei|mit|wegen|aufgrund|angesichts) (?:deine\\p{L}*|ihre[mnrs]) (?:\\p{L}+ )?(?:fall|lage|situation|stelle|alter|gewicht|symptomen?|beschwerden|schmerzen|werten|erkrankung|krankheit|schwangerschaft|diabetes|asthma|allergien?|medikamenten?|diagnose|vorgeschichte|blutdruck)\\b`,
  ),
  rule(
    `\\b(?:da|weil) (?:du|sie)\\b${WITHIN}\\b(?:hast|bist|nimmst|leidest|schreibst|sagst)\\b|\\b(?:für|bei) di(?:ch|r) (?:persönlich|speziell|im besonderen)\\b|\\bdu persönlich\\b`,
  ),
  rule(
    `\\bich (?:rate|empfehle|verordne|verschreibe|würde (?:dir|ihnen) (?:raten|empfehlen))\\b|\\bmein rat\\b|\\bmeine (?:diagnose|empfehlung)\\b|\\bich diagnostiziere\\b`,
  ),
];

/** What is said to everybody so that they take care. */
const CAUTIONS =
  /\b(?:can't|cannot|can not|could not) (?:tell|say|know|judge)\b[^.!?;]{0,60}\bin your case\b|\b(?:do not|don't|never) (?:start|stop|change|take)\b[^.!?;]{0,60}\b(?:on your own|without (?:asking|talking to|advice)\b[^.!?;]{0,30})/gu;

/** Words that speak to whoever reads them. */
const ADDRESSED = /\b(?:you|your|yours|yourself|du|dich|dir|deine?[mnrs]?|euch|euer|eure[mnrs]?|ihnen)\b/u;
/** In the middle of a German sentence. */
const POLITE = /[\p{L},;:] (?:Sie|Ihnen|Ihre?[mnrs]?)\b/u;
const TELLING =
  /^[\P{L}]*(?:(?:please|just|then|first|now|always|never|also|and|bitte|dann|zuerst|jetzt|immer|auch|und),? )*(?:take|drink|eat|avoid|try|use|rest|apply|stop|start|call|keep|put|do|don't|lie|sleep|stay|get|make|check|measure|reduce|increase|begin|give|swallow|inject|skip|wait|cool|warm|massage|walk|run|go|nimm|nehmt|nehmen|trinkt?|trinken|iss|esst|essen|vermeide\p{L}*|versuche?\p{L}*|nutze\p{L}*|ruhe?|leg\p{L}*|geh\p{L}*|halte?\p{L}*|lass\p{L}*|mach\p{L}*|schlaf\p{L}*|bleib\p{L}*|hol\p{L}*|kühl\p{L}*|wärm\p{L}*|warte\p{L}*|setz\p{L}*|beginn\p{L}*|gib|geben)\b/u;
const TOLD =
  /\b(?:you|du|sie|ihr) (?:should|could|must|need to|have to|ought to|soll\p{L}*|muss\p{L}*|müss\p{L}*|könn\p{L}*|kann\p{L}*|darf\p{L}*|dürf\p{L}*)\b/u;

const CALLS_FOR_HELP =
  /\b(?:call|dial|ring|phone|ruf\p{L}*|wähl\p{L}*|alarmier\p{L}*|verständig\p{L}*|go to|geh\p{L}* in)\b[^.!?]{0,80}\b(?:112|911|999|988|116 ?117|0800 ?111 ?0 ?(?:111|222)|emergency|ambulance|crisis line|notruf|notarzt|rettungsdienst|notaufnahme|telefonseelsorge)\b/u;

function read(text: string): string {
  return plain(text.replace(/[*_~`#>|\\]/g, '')).replace(CAUTIONS, ' ');
}

function isDosed(said: string): boolean {
  return [...DOSES, ...MEDICINES].some((found) => found.test(said));
}

/** Whether it is meant for one person and not for everybody: a dose, a medicine, what they have, what is said of their case. */
export function isForThem(text: string): boolean {
  if (!isInKnownLanguage(text)) return true;
  const said = read(text);
  return isDosed(said) || CASES.some((found) => found.test(said));
}

/** Whether it tells whoever reads it to do something, or speaks to them at all, as far as that is no question. */
export function speaksToThem(text: string): boolean {
  if (isForThem(text)) return true;
  const said = read(text);
  if (TELLING.test(said) || TOLD.test(said)) return true;
  return !/[?？][\P{L}]*$/u.test(said) && (ADDRESSED.test(said) || POLITE.test(text));
}

/** Whether it tells the reader to do something or what they have; what is only said of them is neither. */
export function advises(text: string): boolean {
  const said = read(text);
  return TELLING.test(said) || TOLD.test(said) || CASES.some((found) => found.test(said));
}

/** Whether it says where to call for help, and nothing about medicines. */
export function callsForHelp(text: string): boolean {
  const said = read(text);
  return said.length <= 300 && CALLS_FOR_HELP.test(said) && !isDosed(said) && !rule(`\\b${MEDICINE}\\b`).test(said);
}
