import { describe, expect, test } from 'vitest';
import { callFields } from '../../messages/en/callFields.ts';
import { dayOrTime, fieldWord } from './fieldWords.ts';

describe('a field', () => {
  test.each([
    ['post_poll', 'question', 'Question'],
    ['mail_event', 'to', 'To'],
    ['move_file', 'to', 'New path'],
    ['post_poll', 'unheard_of', 'unheard_of'],
    ['post_poll', 'constructor', 'constructor'],
  ])('of %s named %s is called %s', (tool, name, word) => {
    expect(fieldWord(callFields, tool, name)).toBe(word);
  });
});

describe('a time', () => {
  test('is told as it stands, wherever one is', () => {
    expect(dayOrTime('2030-12-01')).toEqual({ at: new Date('2030-12-01T00:00:00Z'), isDay: true });
    expect(dayOrTime('2030-12-01T14:30')).toEqual({ at: new Date('2030-12-01T14:30:00Z'), isDay: false });
    expect(dayOrTime('2030-12-01T14:30:00')).toEqual({ at: new Date('2030-12-01T14:30:00Z'), isDay: false });
  });

  test.each([
    '2030-12-01T14:30Z',
    '2030-12-01T14:30+02:00',
    '2030-12-01T14:30:15',
    '2030-02-30',
    '2030-13-01',
    '2030-12-01T25:00',
    'soon',
    '',
  ])('is left as it is: %s', (value) => {
    expect(dayOrTime(value)).toBeNull();
  });
});
