import { expect, test } from 'vitest';
import { callInput } from './callInput.ts';
import { gistOf } from './gist.ts';

const json = JSON.stringify;
const COPY = { path: 'a.txt', from: 'b.txt', message: 'Keep', fileId: 'f1', bytes: 12 };
const MAIL = { title: 'Review', starts: '2026-07-01', to: ['Ada'], messageId: 'm1' };

test('a file is told by its name, size, and who sent it when; its id is for those who want it', () => {
  expect(callInput('write_file', json({ ...COPY, sentBy: 'u1', sentAt: 5 }))).toEqual({
    ...{ code: null, texts: [] },
    fields: [
      { name: 'path', value: 'a.txt' },
      { name: 'message', value: 'Keep' },
    ],
    meant: { kind: 'file', field: 'from', name: 'b.txt', bytes: 12, sent: { by: 'u1', at: 5 } },
    details: [{ name: 'fileId', value: 'f1' }],
  });
  // Of one that was asked about earlier nobody said so.
  expect(callInput('write_file', json(COPY)).meant).toMatchObject({ name: 'b.txt', sent: null });
});

test('people are told by their names, whatever the agent called them', () => {
  const people = [{ id: 'u1', name: 'Ada Lovelace' }];
  const { fields, meant, details } = callInput('mail_event', json({ ...MAIL, people }));
  expect(fields.map(({ name }) => name)).toEqual(['title', 'starts']);
  expect(meant).toEqual({ kind: 'people', field: 'to', people });
  expect(details?.map(({ value }) => value)).toEqual(['Ada', 'u1', 'm1']);
  expect(gistOf('mail_event', json({ ...MAIL, people }))).toBe('Review → Ada Lovelace');
});

test.each([
  ['write_file', { ...COPY, sentAt: 'yesterday' }],
  ['write_file', { ...COPY, bytes: undefined }],
  ['mail_event', { ...MAIL, people: [{ id: 'u1', name: 'Ada', more: 'x' }] }],
  ['other', { ...COPY, ...MAIL, people: [] }],
])('what is otherwise than that in %s stands as it is', (tool, input) => {
  const { fields, texts, meant } = callInput(tool, json(input));
  expect(meant).toBeUndefined();
  const shown = [...fields, ...texts].map(({ name }) => name);
  expect(shown).toEqual(
    Object.keys(JSON.parse(json(input)) as object).sort((a, b) => shown.indexOf(a) - shown.indexOf(b)),
  );
});
