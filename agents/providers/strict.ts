const UNKNOWN_TO_STRICT = ['allOf', 'oneOf', 'not', 'if', 'patternProperties', 'propertyNames', 'dependentRequired'];

/**
 * Whether a JSON schema is one that OpenAI enforces: every object closed, each of its properties required. Another one
 * can only be asked for, since it would be refused. https://developers.openai.com/api/docs/guides/structured-outputs
 */
export function isStrict(schema: unknown): boolean {
  if (Array.isArray(schema)) return schema.every(isStrict);
  if (typeof schema !== 'object' || schema === null) return true;
  const all = new Map<string, unknown>(Object.entries(schema));
  if (UNKNOWN_TO_STRICT.some((keyword) => all.has(keyword))) return false;
  const properties = named(all.get('properties'));
  if (all.get('type') === 'object') {
    const required = all.get('required') ?? [];
    if (all.get('additionalProperties') !== false || !Array.isArray(required)) return false;
    if (!properties.every(([name]) => required.includes(name))) return false;
  }
  const parts = [...properties, ...named(all.get('$defs'))].map(([, part]) => part);
  return [...parts, all.get('items'), all.get('anyOf')].every(isStrict);
}

function named(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}
