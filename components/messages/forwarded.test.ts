import { expect, test } from 'vitest';
import { ben, messageRow, uuid } from '../../shared/testing/rows.ts';
import { cardRow } from '../cards/testing/cardRow.ts';
import { changedVote } from './changedVote.ts';
import { copiedText, forwardedContent } from './forwarded.ts';

test('a forwarded poll or event begins anew, and nothing of the old chat goes along', () => {
  const plain = messageRow(1, { replyTo: uuid(9), reactions: [{ emoji: '👍', contactIds: [ben] }], mentions: [ben] });
  expect(forwardedContent(plain)).toEqual({ text: 'message 1', forwarded: true });
  const cited = { number: 1, url: 'https://bees.example', title: 'Bees', quote: 'They dance.' };
  expect(forwardedContent({ ...plain, cards: [cardRow()], sources: [cited] })).toEqual(forwardedContent(plain));
  const poll = { choices: [{ text: 'a', voters: [ben] }], several: true, closedAt: 5 };
  expect(forwardedContent({ ...plain, poll }).poll).toEqual({ choices: ['a'], several: true });
  const when = { startsAt: 1, endsAt: null, allDay: false, place: '', description: '' };
  const appointment = { ...when, coming: [{ contactId: ben, answer: 'yes' as const }], cancelled: true };
  expect(forwardedContent({ ...plain, appointment }).appointment).toEqual(when);
});

test('one copied message is its text, several say who and when', () => {
  const line = () => ({ name: 'Ben', time: '14:30' });
  expect(copiedText([messageRow(1)], line)).toBe('message 1');
  expect(copiedText([messageRow(1), messageRow(2)], line)).toBe('[14:30] Ben: message 1\n[14:30] Ben: message 2');
});

test('a tap on a choice takes the place of the vote before, joins it, or takes it back', () => {
  const poll = (several: boolean) => ({
    choices: [
      { text: 'a', voters: [ben] },
      { text: 'b', voters: [] },
    ],
    several,
    closedAt: null,
  });
  expect(changedVote(poll(false), ben, 1)).toEqual([1]);
  expect(changedVote(poll(true), ben, 1)).toEqual([0, 1]);
  expect(changedVote(poll(false), ben, 0)).toEqual([]);
});
