import { describe, expect, test } from 'vitest';
import { MUTED_ALWAYS, plainSetting } from './chat.ts';
import { Occasion } from './notice.ts';
import { defaultPreferences } from './preferences.ts';
import { type Circumstances, decide, isUrgent, type Silence, strongest } from './notify.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const NOON = { from: 11 * 60, to: 13 * 60, timeZone: 'UTC' };

const plain: Circumstances = {
  occasion: 'message',
  senderId: 'bob',
  userId: 'ada',
  seq: 10,
  read: 9,
  setting: plainSetting,
  preferences: defaultPreferences,
  shown: false,
  now: NOW,
};

type Change = Omit<Partial<Circumstances>, 'setting' | 'preferences'> & {
  setting?: Partial<Circumstances['setting']>;
  preferences?: Partial<Circumstances['preferences']>;
};

function on({ setting, preferences, ...rest }: Change): Circumstances {
  return {
    ...plain,
    ...rest,
    setting: { ...plain.setting, ...setting },
    preferences: { ...plain.preferences, ...preferences },
  };
}

const outcome = (change: Change): Silence | 'push' => {
  const decision = decide(on(change));
  return decision.push ? 'push' : decision.because;
};

describe.each(Occasion.options)('%s', (occasion) => {
  const addressed = occasion !== 'message';

  test('is pushed to somebody who is away', () => {
    expect(decide(on({ occasion }))).toEqual({ push: true, said: true });
  });

  test('is pushed without what was written where that is to stay private', () => {
    expect(decide(on({ occasion, preferences: { pushText: false } }))).toEqual({ push: true, said: false });
  });

  test.each<[string, Change, Silence | 'push']>([
    ['from oneself', { senderId: 'ada' }, 'own'],
    ['after one has left', { setting: { member: false } }, 'not-member'],
    ['from somebody blocked', { preferences: { blocked: ['bob'] } }, 'blocked'],
    ['while somebody else is blocked', { preferences: { blocked: ['eve'] } }, 'push'],
    ['when it is read', { read: 10 }, occasion === 'added' || occasion === 'asks' ? 'push' : 'read'],
    ['when it is deleted for oneself', { setting: { clearedSeq: 10 } }, occasion === 'added' ? 'push' : 'read'],
    ['when what was before it is deleted', { setting: { clearedSeq: 9 } }, 'push'],
    ['while the app is looked at', { shown: true }, 'shown'],
    ['muted for ever', { setting: { mutedUntil: MUTED_ALWAYS } }, 'muted'],
    ['muted a moment longer', { setting: { mutedUntil: NOW + 1 } }, 'muted'],
    ['no longer muted', { setting: { mutedUntil: NOW } }, 'push'],
    ['nothing wanted', { setting: { notify: 'none' } }, 'none-wanted'],
    ['mentions wanted', { setting: { notify: 'mentions' } }, addressed ? 'push' : 'not-addressed'],
    ['archived', { setting: { archived: true } }, addressed ? 'push' : 'not-addressed'],
    ['archived, nothing wanted', { setting: { archived: true, notify: 'none' } }, 'none-wanted'],
    ['within the quiet hours', { preferences: { quiet: NOON } }, 'quiet'],
    ['after the quiet hours', { preferences: { quiet: NOON }, now: NOW + 3_600_000 }, 'push'],
    ['without agents', { preferences: { pushAgents: false } }, occasion === 'answer' ? 'no-agents' : 'push'],
    ['marked unread', { setting: { mutedUntil: null }, read: 0 }, 'push'],
  ])('%s', (_when, change, expected) => {
    expect(outcome({ occasion, ...change })).toBe(expected);
  });
});

test('every combination: whoever is told is away, is a member and has not read what is no question', () => {
  const booleans = [false, true];
  let told = 0;
  for (const occasion of Occasion.options)
    for (const senderId of ['ada', 'bob'])
      for (const member of booleans)
        for (const mutedUntil of [null, NOW - 1, NOW + 1])
          for (const notify of ['all', 'mentions', 'none'] as const)
            for (const archived of booleans)
              for (const shown of booleans)
                for (const read of [9, 10])
                  for (const pushAgents of booleans)
                    for (const quiet of [null, NOON])
                      for (const blocked of [[], ['bob']]) {
                        const circumstances = on({
                          ...{ occasion, senderId, shown, read },
                          setting: { member, mutedUntil, notify, archived },
                          preferences: { pushAgents, quiet, blocked },
                        });
                        const expected =
                          senderId === 'bob' &&
                          member &&
                          blocked.length === 0 &&
                          (read === 9 || occasion === 'added' || occasion === 'asks') &&
                          !shown &&
                          mutedUntil !== NOW + 1 &&
                          notify !== 'none' &&
                          ((notify === 'all' && !archived) || occasion !== 'message') &&
                          (pushAgents || occasion !== 'answer') &&
                          quiet === null;
                        expect(decide(circumstances).push, JSON.stringify(circumstances)).toBe(expected);
                        if (expected) told++;
                      }
  expect(told).toBeGreaterThan(50);
});

test('of several occasions the one that concerns a person most', () => {
  expect(strongest(['message', 'answer', 'message'])).toBe('answer');
  expect(strongest(['reply', 'mention', 'added'])).toBe('mention');
  expect(strongest(['added', 'message'])).toBe('added');
  expect(strongest([])).toBe('message');
});

test('what wakes a device', () => {
  expect(isUrgent('message', false)).toBe(false);
  expect(isUrgent('message', true)).toBe(true);
  expect(isUrgent('mention', false)).toBe(true);
  expect(isUrgent('added', false)).toBe(false);
});
