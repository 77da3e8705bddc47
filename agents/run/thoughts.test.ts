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
  thinking.add(' \n');
  expect(thinking.all()).toBeUndefined();
});

test('keeps so much and says that there was more', () => {
  const { thinking } = gather();
  for (let at = 0; at < 30; at += 1) thinking.add('🐝'.repeat(500));
  const text = thinking.all()?.text ?? '';
  expect(text.length).toBeLessThanOrEqual(20_000);
  expect(text).toMatch(/🐝\n\[…\]$/u);
});
