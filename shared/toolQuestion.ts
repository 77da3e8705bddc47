import * as z from 'zod/mini';
import { Id } from './ids.ts';

const Base = { name: z.string(), label: z.string(), hint: z.string(), required: z.boolean() };
const Options = z.array(z.object({ value: z.string(), label: z.string() }));

/** A field of a form; bounds are inclusive, null where there are none. */
export const QuestionField = z.discriminatedUnion('kind', [
  z.object({
    ...Base,
    kind: z.literal('text'),
    least: z.int(),
    most: z.int(),
    preset: z.string(),
  }),
  z.object({
    ...Base,
    kind: z.literal('number'),
    whole: z.boolean(),
    least: z.nullable(z.number()),
    most: z.nullable(z.number()),
    preset: z.nullable(z.number()),
  }),
  z.object({ ...Base, kind: z.literal('yes-no'), preset: z.boolean() }),
  z.object({ ...Base, kind: z.literal('choice'), options: Options, preset: z.string() }),
  z.object({ ...Base, kind: z.literal('choices'), options: Options, preset: z.array(z.string()) }),
]);
export type QuestionField = z.infer<typeof QuestionField>;

/** What a tool wants to know of the person it works for, as a form. The words are those of whom it asks for. */
export const QuestionForm = z.object({ message: z.string(), fields: z.array(QuestionField) });
export type QuestionForm = z.infer<typeof QuestionForm>;

export const ToolQuestion = z.extend(QuestionForm, { id: Id });
export type ToolQuestion = z.infer<typeof ToolQuestion>;

export const QuestionValues = z.record(
  z.string().check(z.maxLength(100)),
  z.union([
    z.string().check(z.maxLength(4_000)),
    z.number(),
    z.boolean(),
    z.array(z.string().check(z.maxLength(500))).check(z.maxLength(100)),
  ]),
);
export type QuestionValues = z.infer<typeof QuestionValues>;

/** Null values: the person does not want to say. */
export const QuestionAnswer = z.object({ values: z.nullable(QuestionValues) });
export type QuestionAnswer = z.infer<typeof QuestionAnswer>;

/** The first field whose value is not what its form takes; null where all are. */
export function wrongField(fields: readonly QuestionField[], values: QuestionValues): string | null {
  const unknown = Object.keys(values).find((name) => !fields.some((field) => field.name === name));
  if (unknown !== undefined) return unknown;
  const wrong = fields.find((field) => {
    const value = Object.hasOwn(values, field.name) ? values[field.name] : undefined;
    return value === undefined ? field.required : !fits(field, value);
  });
  return wrong?.name ?? null;
}

function fits(field: QuestionField, value: QuestionValues[string]): boolean {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.length >= field.least && value.length <= field.most;
    case 'number':
      return (
        typeof value === 'number' &&
        (!field.whole || Number.isInteger(value)) &&
        value >= (field.least ?? -Infinity) &&
        value <= (field.most ?? Infinity)
      );
    case 'yes-no':
      return typeof value === 'boolean';
    case 'choice':
      return field.options.some((option) => option.value === value);
    case 'choices':
      return Array.isArray(value) && value.every((one) => field.options.some((option) => option.value === one));
  }
}
