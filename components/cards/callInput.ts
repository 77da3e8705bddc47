/** The whole input of a call, arranged to be read; nothing of it is left out. */
export type CallInput = {
  /** The program it runs, if it does. */
  code: { text: string; language: string } | null;
  /** Texts of more than a line, one each with its name. */
  texts: readonly { name: string; text: string }[];
  /** Short values by their names, in the order in which they came. */
  fields: readonly { name: string; value: string }[];
};

const LANGUAGES: Readonly<Record<string, string>> = { run_python: 'python', run_javascript: 'javascript' };

/** Arranges the JSON of an input; what is no object stands as the text it is. */
export function callInput(tool: string, json: string): CallInput {
  const fields: { name: string; value: string }[] = [];
  const texts: { name: string; text: string }[] = [];
  let code: CallInput['code'] = null;
  const read = parsed(json);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    return { code, fields, texts: json.trim() === '' ? [] : [{ name: '', text: json }] };
  }
  for (const [name, value] of Object.entries(read)) {
    const language = name === 'code' ? LANGUAGES[tool] : undefined;
    if (language !== undefined && typeof value === 'string') code = { text: value, language };
    else if (typeof value === 'string' && value.includes('\n')) texts.push({ name, text: value });
    else if (isShort(value)) {
      fields.push({ name, value: shown(value) });
      const host = otherHost(value);
      if (host !== null) fields.push({ name: `${name} → host`, value: host });
    } else texts.push({ name, text: JSON.stringify(value, null, 2) });
  }
  return { code, texts, fields };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** The host an address leads to where it is written otherwise: letters of one script look like those of another. */
function otherHost(value: unknown): string | null {
  if (typeof value !== 'string') return null;
  if (!URL.canParse(value.trim())) return null;
  const { host } = new URL(value.trim());
  return host === '' || value.toLowerCase().includes(host) ? null : host;
}

function isShort(value: unknown): boolean {
  if (Array.isArray(value)) return value.every((one) => typeof one !== 'object' && !String(one).includes('\n'));
  return typeof value !== 'object' || value === null;
}

/** Each of several on a line of its own: what parts them may stand in them. */
function shown(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join('\n') : String(value);
}
