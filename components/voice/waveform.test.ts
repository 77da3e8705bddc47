import { describe, expect, test } from 'vitest';
import { Waveform } from '../../shared/attachment.ts';
import { BARS, waveform, waveformOf } from './waveform.ts';

const tone = (length: number, loudness: (at: number) => number) =>
  Float32Array.from({ length }, (_, at) => Math.sin(at) * loudness(at / length));

describe('waveform', () => {
  test('is what the contract takes', () => {
    for (const length of [0, 1, 47, 48, 48_000]) {
      const bars = waveform(tone(length, () => 1));
      expect(bars).toHaveLength(BARS);
      expect(Waveform.safeParse(bars).success).toBe(true);
    }
  });
  test('follows the loudness, whatever the microphone', () => {
    const loud = waveform(tone(48_000, (at) => at));
    const quiet = waveform(tone(48_000, (at) => at * 0.1));
    expect(loud[0]).toBe(0);
    expect(loud.at(-1)).toBe(31);
    expect(loud[24]).toBeGreaterThan(13);
    expect(loud[24]).toBeLessThan(18);
    expect(quiet).toEqual(loud);
  });
  test('of silence is flat', () => {
    expect(Math.max(...waveform(tone(48_000, () => 0.001)))).toBeLessThan(3);
    expect(Math.max(...waveform(new Float32Array(1000)))).toBe(0);
  });
});

describe('waveformOf', () => {
  test('spreads few points and joins many', () => {
    expect(waveformOf([1, 0], 4)).toEqual([31, 31, 0, 0]);
    expect(waveformOf([0, 0, 1, 0, 0, 0.5, 0, 0], 2)).toEqual([31, 16]);
  });
  test('of nothing is flat', () => {
    expect(waveformOf([])).toEqual(Array.from({ length: BARS }, () => 0));
  });
});
