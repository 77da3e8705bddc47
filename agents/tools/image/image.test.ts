import { expect, test } from 'vitest';
import type { Drawn } from '../../models/pictures/drawPicture.ts';
import type { ImageRequest } from '../../providers/imageMaker.ts';
import type { ToolContext } from '../tool.ts';
import { imageTool } from './image.ts';

const shares = [{ provider: 'p', model: 'brush', inputTokens: 0, outputTokens: 0, costMicros: 50 }];

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'UTC',
  language: 'en',
  progress() {},
};

async function make(input: unknown, answer: Drawn) {
  const asked: ImageRequest[] = [];
  const tool = imageTool(async (request) => (asked.push(request), answer));
  return { asked, tool, result: await tool.run(tool.input.parse(input), context) };
}

test('the picture is a file called by what it shows, with what it cost', async () => {
  const prompt = `A hive on a roof: ${'bees, '.repeat(50)}`;
  const { asked, tool, result } = await make(
    { prompt, shape: 'portrait' },
    { kind: 'made', bytes: new Uint8Array(3), shares },
  );
  expect(asked).toEqual([{ prompt: prompt.trim(), size: '1024x1536', quality: 'medium' }]);
  expect(result).toMatchObject({ kind: 'done', fromOutside: false, shares });
  const [file] = result.kind === 'done' ? (result.files ?? []) : [];
  expect(file?.name).toMatch(/^A hive on a roof- bees, .{40,70}\.png$/);
  // What an agent wrote does not come back as what was found.
  expect(result.text).not.toContain('hive');
  expect(tool.effect).toBe('write');
});

test.each([
  ['refused', 'refused', /rules do not allow/],
  ['rate-limited', 'rate-limited', /in a minute/],
  ['bad-key', 'no-key', /admin/],
  ['out-of-credit', 'no-key', /credit/],
  ['no-price', 'over-budget', /Nobody knows what a picture costs/],
  ['over-budget', 'over-budget', /used up/],
  ['timeout', 'timeout', /silent/],
  ['overloaded', 'unreachable', /later/],
] as const)('where it was %s, people and the model are told so', async (fault, failure, words) => {
  const { result } = await make({ prompt: 'x' }, { kind: 'failed', fault, shares });
  expect(result).toMatchObject({ kind: 'failed', failure, shares });
  expect(result.text).toMatch(words);
  expect(result.text).toMatch(/No picture was made\.$/);
});

test.each([{ prompt: ' ' }, { prompt: 'x'.repeat(4_001) }, { prompt: 'x', shape: 'round' }, { prompt: 'x', n: 9 }])(
  'takes nothing like %j',
  (input) => {
    expect(
      imageTool(async () => ({ kind: 'failed', fault: 'internal', shares: [] })).input.safeParse(input).success,
    ).toBe(false);
  },
);
