import { describe, expect, it } from 'vitest';
import { decodePage, readPage } from './readPage.ts';

const address = new URL('https://www.bees.example/dance/');
const page = (head: string, body = '') => `<!doctype html><html><head>${head}</head><body>${body}</body></html>`;

describe('a page', () => {
  it('is told by Open Graph before anything else', () => {
    const html = page(`
      <title>Old</title><meta name="description" content="Older">
      <meta property="og:title" content="The &quot;waggle&quot; dance &amp; more"><meta property="og:description" content="How bees talk.">
      <meta property="og:site_name" content="Bees"><meta property="og:image" content="/bee.png">`);
    expect(readPage(html, address)).toEqual({
      title: 'The "waggle" dance & more',
      description: 'How bees talk.',
      site: 'Bees',
      image: new URL('https://www.bees.example/bee.png'),
    });
  });

  it('is told by its title and description else', () => {
    const html = page('<meta NAME="Description" content=" How\n bees  talk. "><title>\n The &#100;ance\n</title>');
    expect(readPage(html, address)).toEqual({
      ...{ title: 'The dance', description: 'How bees talk.', site: 'bees.example', image: undefined },
    });
  });

  it.each([
    ['nothing', ''],
    ['no title', page('<meta name="description" content="x">')],
    ['a title of nothing', page('<title> \u200b </title>')],
    ['a title in its body', page('', '<svg><title>Icon</title></svg><meta property="og:title" content="x">')],
    ['what is no page', '{"title":"x"}'],
    ['an end before its beginning', '</head></title><'],
  ])('with %s is not told', (_name, html) => {
    expect(readPage(html, address)).toBeUndefined();
  });

  it.each([
    'javascript:alert(1)',
    'data:image/png;base64,AAAA',
    'file:///etc/passwd',
    'ftp://a/b',
    'http://',
    'x'.repeat(2001),
  ])('has no picture at %j', (image) => {
    const html = page(`<title>T</title><meta property="og:image" content="${image}">`);
    expect(readPage(html, address)?.image).toBeUndefined();
  });

  it('says no more than fits, without what is not seen', () => {
    const html = page(`<title>${'🐝'.repeat(400)}</title><meta name="description" content="a\u202eb\u0000c">`);
    const facts = readPage(html, address);
    expect(facts?.title.length).toBeLessThanOrEqual(300);
    expect(facts?.title.isWellFormed()).toBe(true);
    expect(facts?.description).toMatch(/^ab\ufffd?c$/);
  });

  it('is read to its end although it is deep or broken', () => {
    const html = `<title>T</title>${'<div>'.repeat(100_000)}`;
    expect(readPage(html, address)?.title).toBe('T');
  });

  it.each([
    ['utf-8', 'text/html', Buffer.from(page('<title>Süß</title>'))],
    ['a header', 'text/html; charset=ISO-8859-1', Buffer.from(page('<title>Süß</title>'), 'latin1')],
    ['itself', 'text/html', Buffer.from(page('<meta charset="windows-1252"><title>Süß</title>'), 'latin1')],
    ['an unknown name', 'text/html; charset=klingon', Buffer.from(page('<title>Süß</title>'))],
  ])('is read in the encoding told by %s', (_name, type, bytes) => {
    expect(readPage(decodePage(bytes, type), address)?.title).toBe('Süß');
  });
});
