import * as z from 'zod';
import type { QuestionField, QuestionForm } from '../../../shared/toolQuestion.ts';
import { oneLineOf, plainOf } from './words.ts';

const MOST_FIELDS = 20;
const MOST_OPTIONS = 100;
const MOST_CHARACTERS = 4_000;

const Titled = z.array(z.object({ const: z.string(), title: z.string().optional() }));
const Raw = z.looseObject({
  type: z.string(),
  title: z.string().optional(),
  description: z.string().optional(),
  enum: z.array(z.string()).optional(),
  enumNames: z.array(z.string()).optional(),
  oneOf: Titled.optional(),
  items: z.object({ enum: z.array(z.string()).optional(), anyOf: Titled.optional() }).optional(),
  minLength: z.number().int().optional(),
  maxLength: z.number().int().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  default: z.unknown().optional(),
});
const Asked = z.object({
  message: z.string(),
  requestedSchema: z.object({
    properties: z.record(z.string().regex(/^(?!__proto__$)[\w.-]{1,100}$/), Raw),
    required: z.array(z.string()).optional(),
  }),
});

/** What a server wants to know as a form; null for what is no form of plain fields, such as an address to open. */
export function questionOf(params: unknown): QuestionForm | null {
  const { data } = Asked.safeParse(params);
  if (data === undefined) return null;
  const { properties, required = [] } = data.requestedSchema;
  const fields = Object.entries(properties).map(([name, raw]) => fieldOf(name, raw, required.includes(name)));
  if (fields.length > MOST_FIELDS || fields.includes(null)) return null;
  return { message: plainOf(data.message, 1_000), fields: fields.filter((field) => field !== null) };
}

function fieldOf(name: string, raw: z.infer<typeof Raw>, required: boolean): QuestionField | null {
  const label = oneLineOf(raw.title ?? '', 100) || name;
  const base = { name, label, hint: oneLineOf(raw.description ?? '', 300), required };
  const preset = raw.default;
  switch (raw.type) {
    case 'boolean':
      return { ...base, kind: 'yes-no', preset: preset === true };
    case 'number':
    case 'integer':
      return {
        ...{ ...base, kind: 'number', whole: raw.type === 'integer' },
        ...{ least: raw.minimum ?? null, most: raw.maximum ?? null },
        preset: typeof preset === 'number' ? preset : null,
      };
    case 'string': {
      const options = optionsOf(raw.enum, raw.oneOf, raw.enumNames);
      if (options !== null)
        return { ...base, kind: 'choice', options, preset: typeof preset === 'string' ? preset : '' };
      return {
        ...{ ...base, kind: 'text', least: Math.max(0, raw.minLength ?? 0) },
        most: Math.min(MOST_CHARACTERS, raw.maxLength ?? MOST_CHARACTERS),
        preset: typeof preset === 'string' ? plainOf(preset, MOST_CHARACTERS) : '',
      };
    }
    case 'array': {
      const options = optionsOf(raw.items?.enum, raw.items?.anyOf, undefined);
      if (options === null) return null;
      const chosen = z.array(z.string()).safeParse(preset);
      return { ...base, kind: 'choices', options, preset: chosen.success ? chosen.data : [] };
    }
    default:
      return null;
  }
}

function optionsOf(
  values: readonly string[] | undefined,
  titled: z.infer<typeof Titled> | undefined,
  names: readonly string[] | undefined,
): { value: string; label: string }[] | null {
  const all = values?.map((value, at) => ({ const: value, title: names?.[at] })) ?? titled;
  if (all === undefined || all.length === 0 || all.length > MOST_OPTIONS) return null;
  return all.map(({ const: value, title }) => ({ value, label: oneLineOf(title ?? '', 100) || oneLineOf(value, 100) }));
}
