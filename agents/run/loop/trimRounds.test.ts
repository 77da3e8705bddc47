import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Round } from '../../providers/provider.ts';
import { readable, shortenedResult } from './outside.ts';
import { roundCharacters } from './roundCharacters.ts';
import { done, toolNamed, tryLoop } from './testing/loopParts.ts';
import { calls, playedModel, says } from './testing/playedModel.ts';
import { trimRounds } from './trimRounds.ts';
import { LAST_ROUND } from './words.ts';

let ids = 0;

function roundOf(...texts: string[]): Round {
  const asked = texts.map(() => {
    ids += 1;
    return { id: `c${ids}`, name: 'look', input: {}, text: '{}' };
  });
  return {
    text: '',
    calls: asked,
    results: asked.map(({ id }, at) => ({ callId: id, text: texts[at] ?? '', failed: false })),
    kept: null,
  };
}

const long = (length: number) => 'words and '.repeat(length).slice(0, length);
const lengths = (rounds: readonly Round[]) => rounds.map(({ results }) => results.map(({ text }) => text.length));
const size = (rounds: readonly Round[]) => JSON.stringify(rounds.map(({ results }) => results)).length;

describe('rounds that are too long', () => {
  test('are left alone where they fit', () => {
    const rounds = [roundOf(long(5000)), roundOf(long(5000))];
    expect(trimRounds(rounds, 20_000)).toBe(rounds);
  });

  test('lose the oldest results first, whole, and say so', () => {
    const rounds = [roundOf(long(5000), 'short'), roundOf(long(5000)), roundOf(long(5000))];
    const trimmed = trimRounds(rounds, 12_000);
    const [[first, second] = [], ...others] = lengths(trimmed);
    expect(first).toBeLessThanOrEqual(800);
    expect([second, ...others.flat()]).toEqual([5, 5000, 5000]);
    expect(trimmed[0]?.results[0]?.text).toMatch(/^words and .*\n\[\d+ characters are left out here .*\]\n.*$/);
    expect(lengths(trimRounds(rounds, 8_000)).flat().slice(2)).toEqual([expect.closeTo(780, -2), 5000]);
  });

  test('share what is left among the results of the last one', () => {
    const trimmed = trimRounds([roundOf(long(9000), long(300), long(9000))], 8_000);
    const [one = 0, short, other = 0] = lengths(trimmed)[0] ?? [];
    expect(short).toBe(300);
    expect([one, other]).toEqual([expect.closeTo(3850, -2), expect.closeTo(3850, -2)]);
  });

  test('keep something of every result, and all that a model wrote, where nothing fits', () => {
    const kept = { provider: 'anthropic', model: 'm', content: [{ thinking: long(50_000) }] };
    const rounds = [{ ...roundOf(long(5000)), text: long(20_000), kept }, roundOf(long(5000))];
    const trimmed = trimRounds(rounds, 100);
    expect(trimmed.map(({ text, calls: asked, kept: own }) => ({ text, asked, own }))).toEqual(
      rounds.map(({ text, calls: asked, kept: own }) => ({ text, asked, own })),
    );
    for (const length of lengths(trimmed).flat()) expect(length).toBeGreaterThan(600);
  });

  test('always fit as far as that can be, and never grow', () => {
    const texts = fc.array(
      fc.array(
        fc.nat(12_000).map((length) => `${long(length)}${'💥'.repeat(length % 7)}`),
        { maxLength: 4 },
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(texts, fc.nat(60_000), (all, characters) => {
        const rounds = all.map((one) => roundOf(...one));
        const trimmed = trimRounds(rounds, characters);
        expect(size(trimmed)).toBeLessThanOrEqual(size(rounds));
        const total = lengths(trimmed).flat();
        const sum = total.reduce((a, b) => a + b, 0) + trimmed.flatMap((round) => round.calls).length * 6;
        expect(sum <= characters || total.every((length) => length <= 800)).toBe(true);
      }),
    );
  });
});

describe('a result that is cut', () => {
  test('keeps the lines around what stands outside, and what is said after them', () => {
    const text = `${readable('look', done(long(9000), true), 'n0nce-_')}\n${LAST_ROUND}`;
    const [head = '', ...lines] = shortenedResult(text, 2_000).split('\n');
    expect(head).toBe(text.split('\n')[0]);
    expect(lines.slice(-2)).toEqual(['[end of outside n0nce-_]', LAST_ROUND]);
    expect(lines.join('\n').length + head.length).toBeLessThanOrEqual(2_000);
  });

  test('keeps its end, where errors stand and where we say what comes next', () => {
    const cut = shortenedResult(`${long(9000)}ValueError\n${LAST_ROUND}`, 800);
    expect(cut.endsWith(`ValueError\n${LAST_ROUND}`)).toBe(true);
    expect(shortenedResult('💥'.repeat(900), 801).isWellFormed()).toBe(true);
  });

  test('is not lengthened by what says that it is cut', () => {
    for (const text of ['', 'short', long(790), `[outside x: \n[end of outside x]`, '[outside x: ']) {
      expect(shortenedResult(text, 800)).toBe(text);
    }
    for (let length = 790; length < 950; length += 7) {
      expect(shortenedResult(long(length), 800).length).toBeLessThanOrEqual(length);
    }
  });
});

test('a model with a small window gets its rounds cut to it, one with a large one does not', async () => {
  const look = toolNamed('look', () => done(long(30_000)), { limits: { timeMs: 1000, characters: 30_000 } });
  const turns = [...Array.from({ length: 6 }, (_, at) => [calls('look', { of: `${at}` })]), [says('There.')]];
  const small = playedModel(turns, { id: 'unknown' });
  const large = playedModel(turns);
  for (const model of [small, large]) await tryLoop({ models: [model], tools: [look] }).end;
  const told = (model: typeof small) =>
    (model.asked.at(-1)?.rounds ?? []).flatMap(({ results }) => results.map(({ text }) => text.length));
  expect(told(large).slice(-5)).toEqual(Array<number>(5).fill(30_000));
  expect(
    told(small)
      .slice(0, 4)
      .every((length) => length <= 800),
  ).toBe(true);
  expect(told(small).reduce((sum, length) => sum + length, 0)).toBeLessThan(96_000);
});

test('the room for rounds is what the conversation and the tools leave, and never nothing', () => {
  const window = { contextTokens: 32_000, maxOutputTokens: 8_000 };
  const offers = [{ name: 'look', about: 'x'.repeat(1_000), parameters: {} }];
  const prompt = (length: number) => ({ system: 'x'.repeat(length), turns: [{ role: 'user', text: 'xx' }] as const });
  expect(roundCharacters(window, prompt(9_998), [])).toBe(72_000 - 10_000);
  expect(roundCharacters(window, prompt(9_998), offers)).toBeLessThan(61_000);
  expect(roundCharacters(window, prompt(72_000), offers)).toBe(18_000);
});
