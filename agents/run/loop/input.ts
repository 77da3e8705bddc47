import * as z from 'zod';
import type { ToolCall, ToolOffer } from '../../providers/provider.ts';
import type { Tool } from '../../tools/tool.ts';

const LONGEST_COMPLAINT = 400;
const MOST_COMPLAINTS = 4;

/** A tool as a model is told of it. */
export function offerOf(tool: Tool): ToolOffer {
  return { name: tool.name, about: tool.about, parameters: tool.schema ?? parametersOf(tool.input) };
}

/** Most tools are told of in every run, and working this out takes longer than all else before a model is asked. */
const workedOut = new WeakMap<z.ZodType, Readonly<Record<string, unknown>>>();

/** The JSON schema of what a model has to write. */
export function parametersOf(schema: z.ZodType): Readonly<Record<string, unknown>> {
  const known = workedOut.get(schema);
  if (known !== undefined) return known;
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  const parameters = { type: 'object', ...rest };
  workedOut.set(schema, parameters);
  return parameters;
}

export type ParsedInput<T> = { ok: true; input: T } | { ok: false; text: string };

/** What a model wrote as a call's input, or in short words for it what is wrong with that. */
export function parseInput<T>(schema: z.ZodType<T>, call: ToolCall): ParsedInput<T> {
  const text = call.text.trim();
  if (call.input === null && text !== '' && text !== 'null') {
    return { ok: false, text: 'The input is not valid JSON. Nothing was done.' };
  }
  // Some write nothing at all where there is nothing to say.
  try {
    const parsed = schema.safeParse(call.input ?? {});
    return parsed.success ? { ok: true, input: parsed.data } : { ok: false, text: complaint(parsed.error) };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, text: 'The input is nested too deeply. Nothing was done.' };
    throw error;
  }
}

function complaint(error: z.ZodError): string {
  const lines = error.issues.slice(0, MOST_COMPLAINTS).map(({ path, message }) => {
    const where = path.map(String).join('.');
    return where === '' ? message : `${where}: ${message}`;
  });
  return `The input does not fit. Nothing was done. ${lines.join('; ').slice(0, LONGEST_COMPLAINT)}`;
}
