import { expect, test } from 'vitest';
import { parseInput } from '../../run/loop/input.ts';
import type { Posted } from '../posted.ts';
import type { ToolContext, ToolResult } from '../tool.ts';
import { pollTool } from './poll.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'UTC',
  language: 'en',
  progress() {},
};

async function posted(input: unknown, answer: Posted = 'posted'): Promise<{ polls: unknown[]; result: ToolResult }> {
  const polls: unknown[] = [];
  const tool = pollTool(async (poll) => (polls.push(poll), answer));
  const parsed = parseInput(tool.input, { id: '1', name: tool.name, input, text: JSON.stringify(input) });
  if (!parsed.ok) return { polls, result: { kind: 'failed', failure: 'bad-input', text: parsed.text } };
  return { polls, result: await tool.run(parsed.input, context) };
}

test('a poll is posted as it is asked for, clean', async () => {
  const { polls, result } = await posted({ question: ' When\u202E? ', choices: ['Tue\nsday', ' Thursday '] });
  expect(polls).toEqual([{ question: 'When?', choices: ['Tue sday', 'Thursday'], several: false }]);
  expect(result).toMatchObject({ kind: 'done', fromOutside: false });
  expect(pollTool(async () => 'posted').effect).toBe('write');
});

test('one that may not be posted any more is not told to stand there', async () => {
  const { result } = await posted({ question: 'When?', choices: ['a', 'b'] }, 'not-allowed');
  expect(result).toMatchObject({ kind: 'failed', failure: 'not-allowed' });
});

test.each([
  ['one choice', { choices: ['a'] }, 'choices'],
  ['thirteen choices', { choices: Array.from({ length: 13 }, (_, at) => `${at}`) }, 'choices'],
  ['the same twice', { choices: ['a', 'a\u200B'] }, '“a” is there twice'],
  ['a choice that is not seen', { choices: ['a', '\u200B'] }, 'no letters'],
  ['a long choice', { choices: ['a', 'x'.repeat(101)] }, 'choices.1'],
  ['no question', { question: '  ' }, 'question'],
])('with %s nothing is posted', async (_, part, words) => {
  const { polls, result } = await posted({ question: 'When?', choices: ['a', 'b'], ...part });
  expect(polls).toEqual([]);
  expect(result).toMatchObject({ kind: 'failed', failure: 'bad-input' });
  expect(result.text).toContain(words);
});
