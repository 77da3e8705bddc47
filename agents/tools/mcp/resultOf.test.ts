import { describe, expect, it } from 'vitest';
import { contentOf, RawResult, resultOf } from './resultOf.ts';

const result = (raw: unknown) => resultOf(RawResult.parse(raw), 'mcp_s_look');
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('what a server answers', () => {
  it('is words from outside', () => {
    expect(
      result({
        content: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b' },
        ],
      }),
    ).toEqual({
      ...{ kind: 'done', text: 'a\nb', fromOutside: true },
    });
    expect(result({ isError: true, content: [{ type: 'text', text: 'No.' }] })).toMatchObject({
      ...{ kind: 'failed', text: 'No.', fromOutside: true },
    });
  });

  it('has its pictures and data as files', () => {
    const made = result({
      content: [
        { type: 'image', data: base64('png'), mimeType: 'image/png' },
        ...contentOf([{ uri: 'file:///a/../../b.csv', blob: base64('1,2') }]),
        ...contentOf([{ uri: 'note://1', text: 'Bees' }]),
        { type: 'resource_link', uri: 'note://2', name: 'Wax' },
        { type: 'hologram' },
      ],
    });
    expect(made).toMatchObject({ files: [{ name: 'mcp_s_look-1.png' }, { name: 'b.csv' }] });
    expect(made.text).toContain('[note://1]\nBees');
    expect(made.text).toContain('[resource note://2] Wax');
    expect(made.text).toContain('hologram');
  });

  it('has no more files than an answer can take', () => {
    const image = { type: 'image', data: base64('x'), mimeType: 'image/png' };
    const many = result({ content: Array.from({ length: 20 }, () => image) });
    expect(many.kind === 'done' && many.files?.length).toBe(8);
    const large = result({ content: [{ ...image, data: base64('x'.repeat(11 * 1024 * 1024)) }] });
    expect(large).not.toHaveProperty('files');
    expect(large.text).toContain('left out');
  });

  it('is said to be nothing, or what only programs read', () => {
    expect(result({ content: [] }).text).toBe('It answered with nothing.');
    expect(result({ structuredContent: { a: 1 } }).text).toBe('{"a":1}');
  });
});
