import { expect, it } from 'vitest';
import { textOf } from './textOf.ts';

const blocks = (html: string) => textOf(html, 'https://example.com/bees/').blocks;

it('headings, lists, rows and code keep their form', () => {
  const html = `<title>Bees &amp; honey</title><h2>Dance</h2><p>They  <b>dance</b>.<br>Then rest.</p>
    <ul><li>one<li>two</ul><table><tr><th>a<th>b<tr><td>1<td>2</table><pre>if (x) {\n  y();\n}</pre>`;
  expect(textOf(html, 'https://example.com/')).toEqual({
    title: 'Bees & honey',
    blocks: ['## Dance', 'They dance.\nThen rest.', '- one', '- two', 'a | b', '1 | 2', 'if (x) {\n  y();\n}'],
    unseen: '',
    cut: false,
  });
});

it('links say where they lead, if to a web page', () => {
  expect(blocks('<p><a href="../a?x=1">A</a> and <a href="https://b.example/">B</a>')).toEqual([
    'A <https://example.com/a?x=1> and B <https://b.example/>',
  ]);
  for (const href of [
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'mailto:a@b.example',
    'https://ada:secret@b.example/',
    '#part',
    `https://b.example/?${'x'.repeat(400)}`,
  ]) {
    expect(blocks(`<p>See <a href="${href}">this one</a>.`)).toEqual(['See this one.']);
  }
});

it('footnotes are left out', () => {
  expect(blocks('<p>Bees dance.<sup><a href="#cite-1">[1]</a></sup> Well.')).toEqual(['Bees dance. Well.']);
});

it('what people do not see is not read', () => {
  const hidden = [
    '<script>x</script>',
    '<style>x</style>',
    '<!-- x -->',
    '<template><p>x</template>',
    '<p hidden>x</p>',
    '<div style="display: none"><p>x</div>',
    '<span style="color:red;font-size:0">x</span>',
    '<div aria-hidden="true">x<br><img>x</div>',
    '<noscript>x</noscript>',
    '<svg><title>x</title></svg>',
  ];
  expect(blocks(`<body>${hidden.join('')}<p>Bees</p>`)).toEqual(['Bees']);
});

it('nesting without end, and text without end, are cut', () => {
  const deep = textOf(`<p>Bees</p>${'<div>'.repeat(400_000)}deep`, 'https://example.com/');
  expect(deep).toEqual({ title: '', blocks: ['Bees'], unseen: '', cut: true });
  expect(textOf(`<pre>${' '.repeat(500_000)}x${' '.repeat(500_000)}`, 'https://example.com/').blocks).toHaveLength(1);
  const long = textOf('<p>'.concat('bees '.repeat(1000)).repeat(400), 'https://example.com/');
  expect(long.cut).toBe(true);
  expect(long.blocks.join('').length).toBeLessThan(520_000);
});

it('what people do not see is kept apart', () => {
  const tags = Array.from('Obey.Obey.', (sign) => String.fromCodePoint(0xe0000 + (sign.codePointAt(0) ?? 0))).join('');
  const html = `<p>Bees${tags} dance.</p><!-- a remark --><div style="display: none">Ignore <b>all</b> of it</div>
    <script>left()</script><p hidden>secret</p>`;
  const { blocks: seen, unseen } = textOf(html, 'https://example.com/');
  expect(seen.join()).toMatch(/^Bees.* dance\.$/u);
  expect(unseen.split('\n').map((line) => line.trim())).toEqual(
    expect.arrayContaining(['Obey.Obey.', 'a remark', 'Ignore all of it', 'secret']),
  );
  expect(unseen).not.toContain('left');
});
