import * as z from 'zod';

type Schema = Record<string, unknown>;

/** The input of a tool as its offered schema wants it, as far as that can be told quickly; the server looks again. */
export function inputOf(schema: Schema): z.ZodType<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).superRefine((input, context) => {
    for (const { path, message } of complaints(input, schema, [])) {
      context.addIssue({ code: 'custom', path: [...path], message });
    }
  });
}

type Complaint = { path: readonly (string | number)[]; message: string };

const MOST = 8;

function complaints(value: unknown, schema: Schema, path: Complaint['path']): Complaint[] {
  const wrong = (message: string): Complaint[] => [{ path, message }];
  const parts = Array.isArray(schema.anyOf) ? (schema.anyOf as Schema[]) : [];
  if (parts.length > 0 && !parts.some((part) => complaints(value, part, path).length === 0)) {
    return wrong('It is none of what it may be.');
  }
  const types = ([] as unknown[]).concat(schema.type ?? []);
  if (types.length > 0 && !types.some((type) => isOf(value, type))) return wrong(`It must be: ${types.join(' or ')}.`);
  if (Array.isArray(schema.enum) && !schema.enum.includes(value)) {
    return wrong(`It must be one of ${JSON.stringify(schema.enum).slice(0, 200)}.`);
  }
  if (Array.isArray(value)) {
    const { items } = schema;
    if (typeof items !== 'object' || items === null) return [];
    return value.flatMap((item, at) => complaints(item, items as Schema, [...path, at])).slice(0, MOST);
  }
  if (typeof value !== 'object' || value === null) return [];
  return fieldComplaints(value as Schema, schema, path).slice(0, MOST);
}

function fieldComplaints(value: Schema, schema: Schema, path: Complaint['path']): Complaint[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  const missing = required
    .filter((name) => value[name] === undefined)
    .map((name) => ({ path: [...path, name], message: 'It is missing.' }));
  const unknown = schema.additionalProperties === false ? Object.keys(value) : [];
  return [
    ...missing,
    ...unknown
      .filter((name) => !Object.hasOwn(properties, name))
      .map((name) => ({ path: [...path, name], message: 'There is no such field.' })),
    ...Object.entries(properties).flatMap(([name, field]) =>
      value[name] === undefined ? [] : complaints(value[name], field, [...path, name]),
    ),
  ];
}

function isOf(value: unknown, type: unknown): boolean {
  switch (type) {
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return Number.isInteger(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}
