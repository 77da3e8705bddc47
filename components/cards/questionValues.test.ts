import { expect, it } from 'vitest';
import type { QuestionField } from '../../shared/toolQuestion.ts';
import { filledIn, presetOf } from './questionValues.ts';

const base = { label: '', hint: '', required: false };
const text: QuestionField = { ...base, name: 'text', kind: 'text', least: 0, most: 9, preset: '' };
const number: QuestionField = {
  ...base,
  name: 'number',
  kind: 'number',
  whole: true,
  least: null,
  most: null,
  preset: 3,
};
const tick: QuestionField = { ...base, name: 'tick', kind: 'yes-no', preset: false };

it('begins with what the server proposes', () => {
  expect(presetOf([text, number, tick])).toEqual({ number: 3, tick: false });
});

it('holds what was put in, and nothing for what was taken out again', () => {
  const one = filledIn(filledIn({}, text, 'a'), number, '4');
  expect(one).toEqual({ text: 'a', number: 4 });
  expect(filledIn(filledIn(one, text, ''), number, '')).toEqual({});
});
