import { describe, expect, it } from 'vitest';
import { isAddress, providerUpdate } from './ProviderForm.tsx';

const before = { key: '', baseUrl: 'https://a.example/v1', models: 'one\ntwo' };

describe('providerUpdate', () => {
  it('keeps the key and leaves untouched fields alone', () => {
    expect(providerUpdate(before, before)).toEqual({ key: '' });
  });

  it('sends what was typed, tidied', () => {
    expect(providerUpdate(before, { key: ' sk-1 ', baseUrl: ' ', models: ' two\n\none, two ,three\n' })).toEqual({
      key: 'sk-1',
      baseUrl: null,
      models: ['two', 'one', 'three'],
    });
  });

  it('empties the list of models', () => {
    expect(providerUpdate(before, { ...before, models: ' ' })).toEqual({ key: '', models: [] });
  });
});

it.each([
  ['', true],
  [' https://a.example/v1 ', true],
  ['http://127.0.0.1:11434', true],
  ['a.example', false],
  ['ftp://a.example', false],
  ['https://a b', false],
])('%j is an address: %s', (text, expected) => {
  expect(isAddress(text)).toBe(expected);
});
