import { describe, expect, it } from 'vitest';
import { changedParts, copyOf, definitionOf, draftOf, emptyDraft, handleFrom } from './draft.ts';

const draft = { ...emptyDraft, handle: '@bee', name: ' Bee ', instructions: 'Buzz.', starters: 'One\n\n two \n' };

describe('the form of an agent', () => {
  it('says what the agent is to be, and shows it again', () => {
    const read = definitionOf(draft);
    if (!read.ok) throw new Error('it was not read');
    expect(read.definition).toMatchObject({ handle: 'bee', name: 'Bee', starters: ['One', 'two'] });
    expect(definitionOf(draftOf(read.definition))).toEqual(read);
  });

  it.each([
    [{ name: '' }, 'name'],
    [{ handle: 'Ü' }, 'handle'],
    [{ handle: 'x' }, 'handle'],
    [{ instructions: '  ' }, 'instructions'],
    [{ instructions: 'x'.repeat(8001) }, 'instructions'],
    [{ about: 'x'.repeat(201) }, 'about'],
    [{ starters: 'a\nb\nc\nd\ne' }, 'starters'],
    [{ starters: 'x'.repeat(141) }, 'starters'],
  ])('names the field that is wrong: %o', (change, field) => {
    const read = definitionOf({ ...draft, ...change });
    expect(read.ok ? [] : [...read.wrong]).toEqual([field]);
  });
});

it.each([
  ['Bee Keeper', 'bee-keeper'],
  ['Müllers Café', 'muellers-cafe'],
  ['  --  ', ''],
  ['李', ''],
  ['A', ''],
  ['x'.repeat(60), 'x'.repeat(32)],
])('%s suggests the handle %j', (name, handle) => {
  expect(handleFrom(name)).toBe(handle);
});

it('gives a copy names of its own that are right, however long the first are', () => {
  const read = definitionOf({ ...draft, handle: 'a'.repeat(32), name: 'B'.repeat(80) });
  if (!read.ok) throw new Error('it was not read');
  const copy = definitionOf(copyOf(read.definition));
  expect(copy).toMatchObject({ ok: true, definition: { handle: `${'a'.repeat(30)}-2`, name: `${'B'.repeat(78)} 2` } });
  if (copy.ok) expect(changedParts(read.definition, copy.definition)).toEqual(['handle', 'name']);
});
