import { plainOf } from './words.ts';

const DEEPEST = 8;
const MOST_CHARACTERS = 12_000;
const MOST_CHOICES = 200;
const LONGEST_WORDS = 300;
const TYPES = new Set(['string', 'number', 'integer', 'boolean', 'array', 'object', 'null']);
/** What all providers take as the name of a field. */
const FIELD = /^[a-zA-Z0-9_.-]{1,64}$/;
const NUMBERS = ['minimum', 'maximum', 'minLength', 'maxLength', 'minItems', 'maxItems'];

type Schema = Record<string, unknown>;

/**
 * A server's schema of a tool's input in the words that every provider takes, or null where nothing of use is left of it:
 * one schema that a provider refuses would fail every request of the agent. Patterns are left out: looking for one could
 * take for ever.
 */
export function offeredSchema(raw: Schema): Schema | null {
  const top = reduced(raw, { root: raw, depth: 0, open: [] });
  const { properties = {}, required = [], additionalProperties } = top;
  const schema = {
    type: 'object',
    properties,
    required,
    ...(additionalProperties === false && { additionalProperties }),
  };
  const known = Object.keys(properties as Schema);
  if (!listOf(raw.required).every((name) => typeof name === 'string' && known.includes(name))) return null;
  return JSON.stringify(schema).length > MOST_CHARACTERS ? null : schema;
}

type Around = { root: Schema; depth: number; open: readonly string[] };

function reduced(given: unknown, around: Around): Schema {
  if (!isObject(given) || around.depth > DEEPEST) return {};
  if (typeof given.$ref === 'string') return referred(given.$ref, around);
  const deeper = { ...around, depth: around.depth + 1 };
  const schema: Schema = {};
  const types = listOf(given.type).filter((type) => typeof type === 'string' && TYPES.has(type));
  if (types.length > 0) schema.type = types.length === 1 ? types[0] : types;
  for (const words of ['description', 'title']) {
    if (typeof given[words] === 'string') schema[words] = plainOf(given[words], LONGEST_WORDS);
  }
  for (const bound of NUMBERS) if (Number.isFinite(given[bound])) schema[bound] = given[bound];
  const choices = 'const' in given ? [given.const] : listOf(given.enum);
  if (choices.length > 0) schema.enum = choices.filter(isPlain).slice(0, MOST_CHOICES);
  if (isPlain(given.default)) schema.default = given.default;
  if (isObject(given.items)) schema.items = reduced(given.items, deeper);
  const parts = [...listOf(given.anyOf), ...listOf(given.oneOf)];
  if (parts.length > 0) schema.anyOf = parts.slice(0, 20).map((part) => reduced(part, deeper));
  if (isObject(given.properties)) {
    const fields = Object.entries(given.properties).filter(([name]) => FIELD.test(name));
    schema.properties = Object.fromEntries(fields.map(([name, field]) => [name, reduced(field, deeper)]));
    schema.required = listOf(given.required).filter((name) => fields.some(([field]) => field === name));
  }
  if (given.additionalProperties === false) schema.additionalProperties = false;
  return schema;
}

/** What stands elsewhere in the same schema; nothing is fetched, and nothing stands in itself. */
function referred(ref: string, around: Around): Schema {
  if (!ref.startsWith('#/') || around.open.includes(ref)) return {};
  let found: unknown = around.root;
  for (const part of ref.slice(2).split('/')) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  }
  return reduced(found, { ...around, depth: around.depth + 1, open: [...around.open, ref] });
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return (
    (typeof value === 'string' && value.length <= LONGEST_WORDS) ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  );
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}
