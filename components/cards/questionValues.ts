import type { QuestionField, QuestionValues } from '../../shared/toolQuestion.ts';

/** What a person has put into the fields of a form, by name; what is left empty is not there. */
export type Filled = Readonly<Record<string, QuestionValues[string]>>;

export function presetOf(fields: readonly QuestionField[]): Filled {
  return Object.fromEntries(
    fields.flatMap(({ name, preset }): [string, QuestionValues[string]][] =>
      preset === null || preset === '' ? [] : [[name, preset]],
    ),
  );
}

/** The form with another value in a field; what was typed into a field for numbers is one, or is left out. */
export function filledIn(filled: Filled, { name, kind }: QuestionField, value: QuestionValues[string]): Filled {
  const { [name]: _, ...rest } = filled;
  if (value === '') return rest;
  return { ...rest, [name]: kind === 'number' ? Number(value) : value };
}
