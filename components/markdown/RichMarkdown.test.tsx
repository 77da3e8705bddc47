import { renderToStaticMarkup } from 'react-dom/server';
import { IntlProvider } from 'use-intl/react';
import { expect, test } from 'vitest';
import { markdown } from '../../messages/de/composer.ts';
import { RichMarkdown } from './RichMarkdown.tsx';

function drawn(text: string): string {
  return renderToStaticMarkup(
    <IntlProvider locale="de" timeZone="UTC" messages={{ markdown }}>
      <RichMarkdown text={text} streaming={false} mentionable={[]} />
    </IntlProvider>,
  );
}

test.each([
  ['a link into a script', '[hier](javascript:alert(1))', 'hier'],
  ['a link into data', '[hier](data:text/html,x)', 'hier'],
  ['a link into this page', '[hier](/api/health)', 'hier'],
  ['a picture within the text', '![Rose](data:image/png;base64,AAAA)', 'Bild (nicht geladen): Rose'],
  ['a picture without words', '![](data:image/png;base64,AAAA)', 'Bild (nicht geladen)'],
])('%s leads nowhere and says nothing of its own', (_, text, said) => {
  const html = drawn(text);
  expect(textOf(html)).toBe(said);
  expect(html).not.toMatch(/href|src=/);
});

test('footnotes are headed in the language of the page', () => {
  const html = drawn('Bienen tanzen[^1].\n\n[^1]: Nach K. v. Frisch.');
  expect(html).toContain('>Fußnoten</h');
  expect(textOf(html)).toBe('Bienen tanzen1. Fußnoten Nach K. v. Frisch. ');
});

test.each(['- שלום\n- עולם', '1. שלום', '> שלום\n> עולם', '| שלום | עולם |\n|---|---|\n| א | ב |'])(
  'what has a side takes it from the letters within: %j',
  (text) => {
    const html = drawn(text);
    expect(html.match(/ dir="auto"/g)).toHaveLength(1);
    expect(html).toMatch(/<(?:ul|ol|blockquote|table)[^>]* dir="auto"/);
  },
);

function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ');
}
