import { describe, expect, it } from 'vitest';
import { fileHeaders } from './fileHeaders.ts';

const file = { id: '019', name: 'a.bin', kind: 'other', mime: 'application/x-thing' };

describe('the headers of a file', () => {
  it.each([
    ['image', 'image/png', 'inline', 'image/png'],
    ['video', 'video/mp4', 'inline', 'video/mp4'],
    ['voice', 'audio/webm', 'inline', 'audio/webm'],
    ['pdf', 'application/pdf', 'inline', 'application/pdf'],
    ['text', 'text/plain', 'attachment', 'text/plain; charset=utf-8'],
    ['other', 'text/html', 'attachment', 'application/octet-stream'],
    ['other', 'image/svg+xml', 'attachment', 'application/octet-stream'],
  ])('of kind %s and type %s say %s as %s', (kind, mime, disposition, type) => {
    const headers = fileHeaders({ ...file, kind, mime });
    expect(headers['content-disposition'].split(';')[0]).toBe(disposition);
    expect(headers['content-type']).toBe(type);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; sandbox;/);
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  it.each([
    ['Grüße 🐝.txt', `filename="Gr__e __.txt"; filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%F0%9F%90%9D.txt`],
    [
      `a"; filename="evil.html`,
      `filename="a__ filename=_evil.html"; filename*=UTF-8''a%22%3B%20filename%3D%22evil.html`,
    ],
    ["it's (new)*", `filename="it's (new)*"; filename*=UTF-8''it%27s%20%28new%29%2A`],
    ['100%.txt', `filename="100_.txt"; filename*=UTF-8''100%25.txt`],
  ])('name %j so that nothing breaks out', (name, names) => {
    expect(fileHeaders({ ...file, name })['content-disposition']).toBe(`attachment; ${names}`);
  });

  it('tell variants apart', () => {
    const image = { ...file, kind: 'image', mime: 'image/png' };
    expect(fileHeaders(image, 'thumb')).toMatchObject({ 'content-type': 'image/webp', etag: '"019-thumb"' });
    expect(fileHeaders(image).etag).toBe('"019"');
  });
});
