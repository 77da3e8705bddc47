const JSON_ASKED =
  /\b(?:as|in|into|only|valid|return|output|give me|respond with|answer (?:in|with)|als|nur|gültiges|im|gib)\s+(?:an?\s+|the\s+|ein\s+|valid\s+|raw\s+|gültiges\s+)?json\b(?!\s*(?:schema|file|datei|parser|library|api))|\bjson[ -](?:object|array|objekt|format|antwort)\b/iu;
/** These talk about JSON. */
const ABOUT_JSON = /\b(?:explain|what is|difference|parse|convert from|erklär\w*|was ist|unterschied)\b/iu;

export function asksForJson(request: string): boolean {
  return JSON_ASKED.test(request) && !ABOUT_JSON.test(request);
}

/** Whether a text is JSON, or has a block of it that can be read. */
export function holdsJson(text: string): boolean {
  if (parses(text)) return true;
  const blocks = [...text.matchAll(/```(?:json\w*)?[ \t]*\n([\s\S]*?)```/gi)].map(([, block = '']) => block);
  if (blocks.length > 0) return blocks.some(parses);
  const from = text.search(/[[{]/);
  const to = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'));
  return from !== -1 && to > from && parses(text.slice(from, to + 1));
}

function parses(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null;
  } catch {
    return false;
  }
}

const CODE_ASKED =
  /\b(?:write|implement|code|program|give me|create|generate|schreib\w*|implementier\w*|programmier\w*|erstelle?|gib mir)\b[^.?!\n]{0,60}\b(?:functions?|script|code|class|regex|sql(?: query)?|snippet|unit tests?|bash one-liner|funktion|skript|klasse|programm|abfrage)\b/iu;

/** Texts that are called scripts, and codes that are none. */
const OTHER_SCRIPTS =
  /\b(?:film|movie|video|podcast|sales|phone|speech|theat\w*|play|dress|discount|promo|zip|area|qr|postal|of conduct|rabatt|kurs|class(?:es)? (?:on|about)|schul\w*|tv|radio|event|training|fitness)\b/iu;

export function asksForCode(request: string): boolean {
  return CODE_ASKED.test(request) && !OTHER_SCRIPTS.test(request);
}

/** Code in a block or a span; or a question back, which comes before any code. */
export function hasCode(text: string): boolean {
  return /```|~~~|`[^`\n]{3,}`|^(?: {4}|\t)\S/m.test(text) || /[?？]\s*$/.test(text.trim());
}

/** Where a request says itself that something is to be called. */
const TO_CALL: readonly { tools: readonly string[]; asked: RegExp }[] = [
  {
    tools: ['search_web'],
    asked:
      /\b(?:search (?:the )?(?:web|internet|online)|look (?:it |this |that )?up (?:online|on the web)|google (?:it|this|for)|such\w* (?:im|das) (?:web|internet|netz)|im internet nach|recherchier\w* (?:im|online))\b/iu,
  },
  {
    tools: ['run_python', 'run_javascript'],
    asked: /\b(?:run|execute|führe?)\b[^.?!\n]{0,40}\b(?:python|javascript|code|script|skript)\b/iu,
  },
];

/** Whether a request says that something is to be looked up or run which the agent could do. */
export function asksToCall(request: string, offered: readonly string[]): boolean {
  return TO_CALL.some(({ tools, asked }) => tools.some((tool) => offered.includes(tool)) && asked.test(request));
}
