import { describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { isSameContent } from './sameContent.ts';

const chatId = newId();
const sending = { id: newId(), chatId, text: 'Where?' };
const stored: Pick<Message, 'chatId' | 'senderId' | 'replyTo' | 'deletedAt'> = {
  chatId,
  senderId: 'ada',
  replyTo: null,
  deletedAt: null,
};
const poll = { choices: ['Thai', 'Pizza'], several: false };
const voted = {
  choices: [
    { text: 'Thai', voters: ['ben'] },
    { text: 'Pizza', voters: [] },
  ],
  several: false,
  closedAt: 5,
};
const appointment = { startsAt: 1, endsAt: null, allDay: true, place: 'Hive', description: '' };
const attachment = {
  ...{ name: 'a', mime: 'x/y', size: 1, kind: 'other' as const, transcript: null },
  ...{ width: null, height: null, durationMs: null, waveform: null },
};
const [one, two] = [newId(), newId()];
const files = [
  { ...attachment, fileId: one },
  { ...attachment, fileId: two },
];

function same(message: object, more: object, firstText = 'Where?', userId = 'ada'): boolean {
  return isSameContent({ message: { ...stored, ...message }, firstText }, userId, { ...sending, ...more });
}

describe('the same message again', () => {
  it('is the same whatever was done to it since', () => {
    expect(same({}, {})).toBe(true);
    expect(same({ poll: voted }, { poll })).toBe(true);
    const answered = { ...appointment, coming: [{ contactId: 'ben', answer: 'yes' }], cancelled: true };
    expect(same({ appointment: answered }, { appointment })).toBe(true);
    expect(same({ attachments: files, reactions: [] }, { fileIds: [one, two, one] })).toBe(true);
    expect(same({ forwarded: true }, { forwarded: true })).toBe(true);
    expect(same({ deletedAt: 1 }, { poll, text: 'Where?' }, '')).toBe(true);
  });

  it.each<[string, object, object]>([
    ['another chat', {}, { chatId: newId() }],
    ['another text', {}, { text: 'When?' }],
    ['another reply', {}, { replyTo: newId() }],
    ['no reply', { replyTo: newId() }, {}],
    ['a poll where there was none', {}, { poll }],
    ['no poll where there was one', { poll: voted }, {}],
    ['other choices', { poll: voted }, { poll: { ...poll, choices: ['Pizza', 'Thai'] } }],
    ['another kind of poll', { poll: voted }, { poll: { ...poll, several: true } }],
    [
      'another date',
      { appointment: { ...appointment, coming: [], cancelled: false } },
      { appointment: { ...appointment, startsAt: 2 } },
    ],
    ['other files', { attachments: files }, { fileIds: [two, one] }],
    ['fewer files', { attachments: files }, { fileIds: [one] }],
    ['files where there were none', {}, { fileIds: [one] }],
    ['being forwarded', {}, { forwarded: true }],
    ['not being forwarded', { forwarded: true }, {}],
  ])('is another one with %s', (_what, message, more) => {
    expect(same(message, more)).toBe(false);
  });

  it('is another one of another person, also once it is deleted', () => {
    expect(same({}, {}, 'Where?', 'ben')).toBe(false);
    expect(same({ deletedAt: 1 }, {}, '', 'ben')).toBe(false);
  });
});
