import { describe, expect, it } from 'vitest';
import { wrongField } from '../../../shared/toolQuestion.ts';
import { questionOf } from './questionOf.ts';

const form = (properties: unknown, required: string[] = []) =>
  questionOf({ message: 'Who?', requestedSchema: { type: 'object', properties, required } });

describe('a question', () => {
  it('is a form of plain fields', () => {
    const asked = form(
      {
        name: { type: 'string', title: 'Name', description: 'In full', minLength: 2 },
        age: { type: 'integer', minimum: 0, default: 3 },
        bee: { type: 'boolean', default: true },
        role: { type: 'string', enum: ['q', 'w'], enumNames: ['Queen', 'Worker'] },
        mood: { type: 'string', oneOf: [{ const: 'a', title: 'Angry' }] },
        likes: { type: 'array', items: { enum: ['honey', 'wax'] } },
      },
      ['name'],
    );
    expect(asked?.fields).toMatchObject([
      { kind: 'text', name: 'name', label: 'Name', hint: 'In full', required: true, least: 2 },
      { kind: 'number', whole: true, least: 0, preset: 3 },
      { kind: 'yes-no', preset: true },
      { kind: 'choice', options: [{ value: 'q', label: 'Queen' }, { label: 'Worker' }] },
      { kind: 'choice', options: [{ label: 'Angry' }] },
      { kind: 'choices', options: [{ label: 'honey' }, { label: 'wax' }] },
    ]);
  });

  it.each<[string, unknown]>([
    ['fields in fields', { a: { type: 'object', properties: {} } }],
    ['lists of anything', { a: { type: 'array', items: {} } }],
    ['odd names', { 'a b': { type: 'string' } }],
    ['too many fields', Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`a${at}`, { type: 'string' }]))],
  ])('is none with %s', (_, properties) => {
    expect(form(properties)).toBeNull();
  });

  it('is none that leads to an address', () => {
    expect(questionOf({ mode: 'url', message: 'Go', url: 'https://evil.example', elicitationId: '1' })).toBeNull();
  });
});

describe('an answer', () => {
  const { fields = [] } =
    form(
      {
        of: { type: 'string', maxLength: 3 },
        count: { type: 'integer', maximum: 5 },
        role: { type: 'string', enum: ['q'] },
        likes: { type: 'array', items: { enum: ['honey'] } },
        bee: { type: 'boolean' },
      },
      ['of'],
    ) ?? {};
  it.each<[Parameters<typeof wrongField>[1], string | null]>([
    [{ of: 'a' }, null],
    [{ of: 'a', count: 5, role: 'q', likes: ['honey'], bee: false }, null],
    [{}, 'of'],
    [{ of: 'abcd' }, 'of'],
    [{ of: 'a', count: 0.5 }, 'count'],
    [{ of: 'a', count: 6 }, 'count'],
    [{ of: 'a', role: 'w' }, 'role'],
    [{ of: 'a', likes: ['wax'] }, 'likes'],
    [{ of: 'a', bee: 'yes' }, 'bee'],
    [{ of: 'a', more: 1 }, 'more'],
  ])('%j is wrong at %j', (values, wrong) => {
    expect(wrongField(fields, values)).toBe(wrong);
  });
});
