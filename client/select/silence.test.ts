import { expect, it } from 'vitest';
import { defaultPreferences } from '../../shared/preferences.ts';
import { anna, ben, chatId, chatRow, memberRow } from '../../shared/testing/rows.ts';
import { chatWith, stateWith } from '../testing/state.ts';
import { selectBlocked, selectOnlyAdminsWrite } from './silence.ts';

const preferences = { ...defaultPreferences, blocked: [ben] };
const quiet = { addMembers: 'admins', write: 'admins', mentionAll: 'everyone' } as const;

it('falls on the direct chat with whom one has blocked, and on no group', () => {
  const direct = chatWith({ chat: chatRow({ kind: 'direct' }), members: [memberRow(anna), memberRow(ben)] });
  expect(selectBlocked(stateWith([direct], { preferences }), chatId)).toBe(ben);
  expect(selectBlocked(stateWith([direct]), chatId)).toBeNull();
  expect(selectBlocked(stateWith([chatWith()], { preferences }), chatId)).toBeNull();
});

it.each([
  ['member', true],
  ['admin', false],
  ['owner', false],
] as const)('falls on a %s where only admins write: %s', (role, expected) => {
  const members = [memberRow(anna, { role }), memberRow(ben)];
  expect(selectOnlyAdminsWrite(stateWith([chatWith({ chat: chatRow({ permissions: quiet }), members })]), chatId)).toBe(
    expected,
  );
  expect(selectOnlyAdminsWrite(stateWith([chatWith({ members })]), chatId)).toBe(false);
});
