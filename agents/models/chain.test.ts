import { expect, test } from 'vitest';
import { createScripted } from '../providers/scripted.ts';
import { candidateFor } from '../testing/parts.ts';
import { undescribed } from './candidate.ts';
import { costOf } from './chain.ts';

test('what a call cost is unknown until its usage is, and nothing at a model that is free', () => {
  const usage = { inputTokens: 1_000, outputTokens: 100 };
  const priced = candidateFor(createScripted([], { id: 'anthropic' }), 'claude-haiku-5-5');
  expect([costOf(priced, usage), costOf(priced, null)]).toEqual([150, null]);
  const unknown = undescribed(createScripted([]), 'bee');
  expect([costOf(unknown, usage), costOf(unknown, null)]).toEqual([null, null]);
  const free = { ...unknown, price: { free: true } as const };
  expect([costOf(free, usage), costOf(free, null)]).toEqual([0, 0]);
});
