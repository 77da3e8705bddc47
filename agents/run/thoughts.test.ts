import { expect, test } from 'vitest';
import { gatherThoughts } from './thoughts.ts';

function gather() {
  let time = 0;
  const thinking = gatherThoughts({ now: () => time });
  return {
    thinking,
    later(ms: number) {
      time += ms;
    },
  };
}

test('counts the time in which thoughts come, and parts those of several turns', () => {
  const { thinking, later } = gather();
  for (const piece of ['Hm', '.']) {
    thinking.add(piece);
    later(1_000);
  }
  thinking.pause();
  later(60_000);
  thinking.add('So ');
  later(500);
  thinking.add('then.');
  expect(thinking.all()).toEqual({ text: 'Hm.\n\nSo then.', ms: 1_500 });
});

test('is nothing where nothing was told', () => {
  const { thinking } = gather();
  thinking.pause();
  expect(thinking.add(' \n')).toBe(false);
  expect(thinking.soFar()).toBe('');
  expect(thinking.all()).toBeUndefined();
});

test('can be read while it grows, and what is kept in the end begins with that', () => {
  const { thinking } = gather();
  let before = '';
  for (let at = 0; at < 60; at += 1) {
    expect(thinking.add(at === 0 ? '\n Hm' : `${at} wasps `.repeat(50))).toBe(true);
    if (at % 9 === 0) thinking.pause();
    const soFar = thinking.soFar();
    expect(soFar.startsWith(before)).toBe(true);
    before = soFar;
  }
  expect(before).toMatch(/^Hm/);
  expect(thinking.all()?.text.startsWith(before)).toBe(true);
  expect(before.length).toBeGreaterThan(19_900);
  expect(before.length).toBeLessThanOrEqual(20_000);
});

test('keeps so much and says that there was more', () => {
  const { thinking } = gather();
  for (let at = 0; at < 30; at += 1) thinking.add('🐝'.repeat(500));
  const text = thinking.all()?.text ?? '';
  expect(text.length).toBeLessThanOrEqual(20_000);
  expect(text).toMatch(/🐝\n\[…\]$/u);
});
