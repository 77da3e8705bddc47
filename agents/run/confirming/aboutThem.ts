import { plain } from '../../guard/plain.ts';
import { isInKnownLanguage } from '../checks/otherLanguage.ts';

const NOT_ABOUT_THEM =
  /\bi(?:'m| am) (?:just )?(?:curious|interested|wondering|writing|preparing|researching|asking|looking for)\b|\bi was wondering\b|\bi(?:'ve| have)(?: got)? (?:a|an|another|one|some|two)?(?: \p{L}+)? ?questions?\b|\bich (?:habe|hab|hätte) (?:da |mal |noch |nur )*(?:eine|ein paar|zwei|kurz)?(?: \p{L}+)? ?fragen?\b|\bich bin (?:nur )?(?:neugierig|gespannt|interessiert)\b|\bich (?:frage|schreibe|suche)\b/gu;

const OF_THEM: readonly RegExp[] = [
  // They say what they are, have and do.
  /\b(?:i|we)(?: (?:also|just|now|still|always|often|only|really|already|sometimes|once|even|never|do|did|don't|didn't|\p{L}+ly))*(?:'m|'ve| am| are| have| had| has| was| were| feel| felt| take| took| suffer| suffered| got| get| keep| kept| can't| cannot| couldn't| wake| hurt| noticed?| found| weigh| started| stopped| use| used| smoke| drink| drank| ate| eat| swallowed| fell| cut| burn(?:ed|t)?| broke| lost| gained)\b/u,
  /\b(?:habe|hab|hatte|bin|war|nehme|nahm|leide|litt|fühle?|spüre?|merke?|bekomme|bekam|kriege?|wiege|rauche|trinke|trank|esse|aß|schlafe|wache|kann|blute|huste|zittere|schwitze|friere) ich\b/u,
  /\bich (?:\p{L}+ ){0,3}(?:habe|hab|hatte|bin|war|nehme|nahm|leide|litt|fühle?|spüre?|merke?|bekomme|bekam|kriege?|wiege|rauche|trinke|trank|esse|aß|schlafe|wache|kann|blute|huste|zittere|schwitze|friere|verschluckte?|stürzte)\b/u,
  /\b(?:tut|tun|geht|geht's|ist|wird|wurde|juckt|brennt|fehlt) (?:es )?mir\b|\bmir (?:ist|tut|tun|geht|geht's|wird|wurde|fehlt)\b|\bes juckt mich\b/u,
  // What is theirs: a body, an illness, a family.
  /\b(?:my|our) (?:own |left |right |lower |upper |newborn |little |old )?(?:\p{L}+ )?(?:hurts?|aches?|burns?|itch(?:es)?|swells?|bleeds?|feels?|is|are|has|have|was|were|keeps?|won't|said|says|prescribed)\b/u,
  /\b(?:my|our) (?:own |left |right |lower |upper |newborn |little |old )?(?:symptoms?|pains?|head(?:aches?)?|backs?|stomach|belly|knees?|blood|chest|throat|skin|heart|eyes?|ears?|legs?|arms?|feet|foot|hands?|neck|shoulders?|tooth|teeth|period|pregnancy|medication|medicines?|pills?|tablets?|dose|diagnosis|results?|child|children|kids?|son|daughter|baby|wife|husband|partner|mother|mum|mom|father|dad|grandmother|grandfather|brother|sister|friend|cough|fever|rash|migraines?|diabetes|asthma|allerg\p{L}+|condition|illness)\b/u,
  /\b(?:mein|meine|meinem|meinen|meiner|meines|unser|unsere|unserem|unseren|unserer) (?:\p{L}+ )?(?:kind\p{L}*|söhne?|sohn|tochter|baby|frau|mann|partner\p{L}*|mutter|vater|oma|opa|bruder|schwester|freund\p{L}*|kopf\p{L}*|rücken\p{L}*|bauch\p{L}*|magen\p{L}*|knie\p{L}*|blut\p{L}*|brust\p{L}*|hals\p{L}*|haut\p{L}*|herz\p{L}*|augen?|ohr\p{L}*|beine?|arme?|fuß|füße|hand|hände|nacken|schulter\p{L}*|zahn\p{L}*|zähne|periode|schwangerschaft|medikament\p{L}*|tablette\p{L}*|dosis|diagnose|werte|ergebnisse?|symptome?|schmerz\p{L}*|beschwerden|husten|fieber|ausschlag|migräne|diabetes|asthma|allergie\p{L}*|krankheit)\b/u,
  /\bmein(?:e|em|en|er|es)? \p{L}+ (?:tut|tun|schmerzt|schmerzen|juckt|brennt|blutet|ist|sind|hat|haben|war|waren)\b/u,
  // They ask what they are to do.
  /\b(?:should|may|must|shall) (?:i|we|my|he|she|they)\b|\bcan (?:i|we) (?:take|still|eat|drink|stop|mix|combine|use|go|give|have)\b|\bdo i (?:have|need)\b|\bam i\b|\b(?:for|to|in|with) me\b(?! (?:about|on|what|how|why|more))|\bwhat (?:do|can) i do\b/u,
  /\b(?:soll|sollte|darf|muss|dürfen|sollen|müssen) (?:ich|wir|er|sie|mein\p{L}*)\b|\b(?:bei|für) mi(?:r|ch)\b|\bwas (?:tun|mache ich|kann ich (?:tun|machen|nehmen))\b/u,
  // How long it has been so, how old who has it is.
  /\b(?:since|for) (?:yesterday|today|this|last|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d+|two|three|four|a few|several|days|weeks|months)\b|\bseit (?:gestern|vorgestern|heute|\d+|zwei|drei|vier|ein paar|einigen|einer|einem|tagen|wochen|monaten|letzte\p{L}*|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag)\b/u,
  /\b\d{1,3}[- ]?(?:years? old|year-old|yo|y\/o|months? old|jahre alt|monate alt|jährig\p{L}*)\b/u,
];

/**
 * Whether somebody speaks of themselves or of one they know, in English or German; rather once too often, for all that
 * follows is that they are asked. What is in another language is taken for it.
 */
export function isAboutThem(text: string): boolean {
  if (!isInKnownLanguage(text)) return true;
  const said = plain(text).replace(NOT_ABOUT_THEM, ' ');
  return OF_THEM.some((rule) => rule.test(said));
}
