import { expect, test } from 'vitest';
import type { LiveText } from '../../shared/delta.ts';
import type { StepState } from '../../shared/run.ts';
import { messageRow } from '../../shared/testing/rows.ts';
import { selectThinking } from './thinking.ts';

const answer = messageRow(1, { senderId: 'coder', senderKind: 'agent', status: 'streaming', text: '', epoch: 1 });
const thought = true as const;

test.each<[live: LiveText | undefined, step: StepState | undefined, expected: ReturnType<typeof selectThinking>]>([
  [undefined, 'thinking', null],
  [{ epoch: 1, text: '' }, 'thinking', null],
  [{ epoch: 0, text: '', thought }, 'thinking', null],
  [{ epoch: 1, text: '', thought }, 'thinking', 'now'],
  [{ epoch: 1, text: 'So', thought }, 'thinking', 'now'],
  [{ epoch: 1, text: '', thought }, 'using', 'before'],
  [{ epoch: 1, text: 'So', thought }, 'writing', 'before'],
  // Nobody told this device of the step.
  [{ epoch: 1, text: '', thought }, undefined, 'now'],
  [{ epoch: 1, text: 'So', thought }, undefined, 'before'],
])('with %o at %s it is %s', (live, step, expected) => {
  const state = { live: live ? { [answer.id]: live } : {}, steps: step ? { [answer.id]: step } : {} };
  expect(selectThinking(state, answer)).toBe(expected);
  expect(selectThinking(state, { ...answer, status: 'complete' })).toBeNull();
});
