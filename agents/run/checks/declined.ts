/** Requests that may well be declined: what these are about is not asked of another model. */
const DELICATE =
  /(?<!\p{L})(?:weapons?|guns?|bombs?|explosi\w*|poison\w*|drugs?|overdos\w*|dos(?:e|age|ing)\b|medic\w*|diagnos\w*|suicid\w*|self-harm|kill\w*|murder\w*|hack\w*|exploit\w*|malware|virus\w*|phish\w*|crack\w*|pirat\w*|steal\w*|fraud\w*|forg(?:e|ed|ery)|launder\w*|porn\w*|nud\w*|sex\w*|terror\w*|nazi\w*|racis\w*|jailbreak\w*|passwords?|secret\w*|private keys?|system prompt|your instructions|lawsuit|legal advice|invest\w*|waffe\w*|sprengstoff\w*|gift(?:ig\w*|e|stoff\w*)?|droge\w*|überdosis|dosis|dosier\w*|medikament\w*|selbstmord\w*|suizid\w*|töte\w*|umbring\w*|hacke\w*|schadsoftware|betrug\w*|fälsch\w*|passw(?:ort|örter)\w*|geheim\w*|anweisungen|rechtsberatung|anlage\w*)/iu;

/** No sign that declining it could be right. */
export function isOrdinary(request: string): boolean {
  return !DELICATE.test(request);
}

const DECLINES =
  /\bI(?:['’]m| am) (?:sorry,? (?:but )?I (?:can(?:['’]t|not| not)|am (?:not able|unable))|unable to (?:help|assist|answer|provide|fulfil|complete|do)|not able to (?:help|assist|answer|provide|fulfil|complete|do))|\bI can(?:['’]t|not| not) (?:help|assist|answer|provide|fulfil|complete|comply|do that|do this|write|create|generate|translate|explain)\b|\bas an? (?:AI|(?:large )?language model)\b[^.]{0,60}\b(?:can(?:['’]t|not)|unable)\b|\b(?:dabei|damit|das|diese anfrage|dir|ihnen|es tut mir leid)\b[^.]{0,60}\bkann ich\b[^.]{0,40}\bnicht\b[^.]{0,20}(?:helfen|beantworten|erfüllen|tun|machen|schreiben|erstellen)|\bich kann\b[^.]{0,60}\b(?:leider )?nicht\b[^.]{0,20}(?:helfen|beantworten|erfüllen|dienen|weiterhelfen)|\bals (?:KI|sprachmodell)\b[^.]{0,60}\bkann ich\b/iu;

/** What a better model could not do either without a tool. */
const UNABLE =
  /(?<!\p{L})(?:access|browse|internet|real[- ]?time|look(?:ing)? up|open (?:links?|files?|pages?)|see (?:images?|files?|pictures?)|up-to-date|current data|send|zugriff|zugreifen|echtzeit|im netz|aktuelle\w* (?:daten|informationen)|nachsehen|öffnen|senden|abrufen)(?!\p{L})/iu;

const LONGEST = 700;
const BEGINNING = 240;

/**
 * Whether an answer only says that it does not answer. `isAble`: it had tools and called none, so that "I have no access"
 * is no excuse.
 */
export function declines(text: string, { isAble }: { isAble: boolean }): boolean {
  if (text.length > LONGEST) return false;
  const beginning = text.slice(0, BEGINNING);
  return DECLINES.test(beginning) && (isAble || !UNABLE.test(text));
}
