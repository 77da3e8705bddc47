import { describe, expect, test } from 'vitest';
import { gistOf } from './gist.ts';
import { visible, withoutHidden } from './visible.ts';

const json = JSON.stringify;

describe('the gist of', () => {
  test.each([
    ['search_web', json({ query: 'heat pumps  in old\nhouses', count: 3 }), 'heat pumps in old houses'],
    ['read_page', json({ url: 'https://www.nature.com/articles/1/' }), 'nature.com/articles/1'],
    ['calculate', json({ expressions: ['80 + 19%', '2^10'] }), '80 + 19%, 2^10'],
    ['time', json({ questions: [{ ask: 'now' }] }), ''],
    ['time', json({ questions: [{ ask: 'now', timeZones: ['Asia/Tokyo'] }] }), 'Asia/Tokyo'],
    [
      'time',
      json({ questions: [{ ask: 'difference', from: '2026-01-31', to: '2026-03-01' }] }),
      '2026-01-31 → 2026-03-01',
    ],
    [
      'calendar',
      json({ action: 'events', from: '2026-03-02', to: '2026-03-06', search: 'review' }),
      'review, 2026-03-02 – 2026-03-06',
    ],
    ['make_table', json({ name: 'Prices', columns: ['a'], rows: [] }), 'Prices'],
    ['write_document', json({ name: 'Letter', format: 'text', content: 'x' }), 'Letter'],
    ['post_event', json({ title: 'Review', starts: '2026-12-01' }), 'Review, 2026-12-01'],
    ['mail_event', json({ title: 'Review', starts: '2026-12-01', to: ['Ada', 'Ben'] }), 'Review → Ada, Ben'],
    ['run_python', json({ code: '# sums\nimport math\n\nprint(math.pi)\n' }), 'print(math.pi)'],
    ['run_javascript', json({ code: '// nothing' }), '// nothing'],
    ['github__create_issue', json({ draft: true, title: 'Broken', body: 'x' }), 'Broken'],
    ['other', json({ count: 3 }), '3'],
    ['other', json('just this'), 'just this'],
    ['search_web', '{"query":"heat pu', 'heat pu'],
    ['search_web', '{"query":{"deep":1}}', ''],
    ['search_web', 'nonsense', ''],
    ['search_web', '', ''],
  ])('%s %s', (tool, input, gist) => {
    expect(gistOf(tool, input)).toBe(gist);
  });

  test('a long one ends', () => {
    expect(gistOf('search_web', json({ query: 'word '.repeat(100) }))).toMatch(/^(?:word ){23}word …$|^.{1,121}…$/);
  });
});

describe('signs that are not seen', () => {
  test('are named', () => {
    expect(visible('rm \u202Etxt.exe\u200B\u0007')).toBe('rm ⟨U+202E⟩txt.exe⟨U+200B⟩⟨U+0007⟩');
  });

  test('are not found in what people write', () => {
    for (const text of ['a\tb\n', 'Zürich – „ja“', '👩‍👧 ❤️', '日本語', 'سلام می‌خواهم'])
      expect(visible(text)).toBe(text);
  });

  test('are left out where nothing depends on them', () => {
    expect(withoutHidden('Be\u200Bes\uFEFF 👩‍👧')).toBe('Bees 👩‍👧');
  });
});
