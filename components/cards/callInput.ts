import { languageOf } from '../markdown/languageOf.ts';
import type { CallField } from './callField.ts';
import { type Meant, takeMeant } from './meant.ts';

/** The whole input of a call, arranged to be read; nothing of it is left out. */
export type CallInput = {
  /** The program it runs, if it does. */
  code: { text: string; language: string } | null;
  /** Texts of more than a line, one each with its name. */
  texts: readonly { name: string; text: string }[];
  /** Short values by their names, in the order in which they came. */
  fields: readonly CallField[];
  /** What names in it stand for, and by what that is found, which says nothing to people. */
  meant?: Meant;
  details?: readonly CallField[];
};

/** Which field of which tool is a program or a file, and in which language. */
const CODES: Readonly<Record<string, { field: string; language: (read: object) => string }>> = {
  run_python: { field: 'code', language: () => 'python' },
  run_javascript: { field: 'code', language: () => 'javascript' },
  patch_file: { field: 'diff', language: () => 'diff' },
  write_file: { field: 'content', language: (read) => ('path' in read ? languageOf(String(read.path)) : '') },
};

/** Arranges the JSON of an input; what is no object stands as the text it is. */
export function callInput(tool: string, json: string): CallInput {
  const fields: CallField[] = [];
  const texts: { name: string; text: string }[] = [];
  let code: CallInput['code'] = null;
  const read = parsed(json);
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    return { code, fields, texts: json.trim() === '' ? [] : [{ name: '', text: json }] };
  }
  const taken = takeMeant(tool, { ...read });
  for (const [name, value] of Object.entries(taken?.rest ?? read)) {
    const known = Object.hasOwn(CODES, tool) ? CODES[tool] : undefined;
    if (known?.field === name && typeof value === 'string' && code === null)
      code = { text: value, language: known.language(read) };
    else if (tool === 'patch_file' && name === 'edits' && isEdits(value) && code === null)
      code = { text: asDiff(value), language: 'diff' };
    else if (typeof value === 'string' && value.includes('\n')) texts.push({ name, text: value });
    else if (isShort(value)) {
      fields.push({ name, value: shown(value), ...(typeof value === 'boolean' && { truth: value }) });
      const host = otherHost(value);
      if (host !== null) fields.push({ name: `${name} → host`, value: host });
    } else texts.push({ name, text: JSON.stringify(value, null, 2) });
  }
  return { code, texts, fields, ...(taken && { meant: taken.meant, details: taken.details }) };
}

type Edit = { find: string; replace: string; all?: boolean };

/** Nothing else may stand in them, or it would not be seen. */
function isEdits(value: unknown): value is readonly Edit[] {
  return Array.isArray(value) && value.every(isEdit);
}

function isEdit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('find' in value) || !('replace' in value)) return false;
  const { find, replace, all = false, ...rest } = value as Record<string, unknown>;
  const isWhole = Object.keys(rest).length === 0;
  return isWhole && typeof find === 'string' && typeof replace === 'string' && typeof all === 'boolean';
}

/** What goes and what comes, as lines of a diff; what is to be replaced everywhere says so. */
function asDiff(edits: readonly Edit[]): string {
  return edits
    .flatMap(({ find, replace, all }, at) => [
      all === true ? `@@ ${at + 1} (*) @@` : `@@ ${at + 1} @@`,
      ...find.split('\n').map((line) => `-${line}`),
      ...replace.split('\n').map((line) => `+${line}`),
    ])
    .join('\n');
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
