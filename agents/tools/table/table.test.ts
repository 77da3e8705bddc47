import { describe, expect, test } from 'vitest';
import { fileName } from '../../../shared/fileName.ts';
import type { Tool, ToolContext, ToolResult } from '../tool.ts';
import { readCsv, writeCsv } from './csv.ts';
import { documentTool } from './document.ts';
import { markdownTable } from './markdownTable.ts';
import { tableTool } from './table.ts';

const context: ToolContext = {
  signal: new AbortController().signal,
  now: () => 0,
  timeZone: 'UTC',
  language: 'en',
  progress() {},
};

function run<Input>(tool: Tool<Input>, input: unknown): Promise<ToolResult> {
  return tool.run(tool.input.parse(input), context);
}

/** With the byte order mark, where there is one. */
function text(bytes: Uint8Array | undefined): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

const csv = (...rows: (string | number | boolean | null)[][]) => text(writeCsv(rows));

describe('CSV', () => {
  test('is that of RFC 4180', () => {
    expect(csv(['a', 1.5, true, null], ['x,y', 'say "hi"', 'two\nlines', ' padded '])).toBe(
      'a,1.5,true,\r\n"x,y","say ""hi""","two\nlines"," padded "\r\n',
    );
    expect(text(writeCsv([['a;b', 'c,d']], ';'))).toBe('"a;b";c,d\r\n');
  });

  test('tells a spreadsheet that it is UTF-8, where that matters', () => {
    expect(csv(['Größe'])).toBe('\ufeffGröße\r\n');
    expect(csv(['size'])).toBe('size\r\n');
  });

  test.each([
    ['=1+1', "'=1+1"],
    ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
    ['+cmd|calc', "'+cmd|calc"],
    ['-2+3', "'-2+3"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\t=1', "'\t'=1"],
    ['\r=1', `"'\r'=1"`],
    ['＝1+1', "'＝1+1"],
    ['-5', '-5'],
    ['+49,5', '"+49,5"'],
    ['-12 %', '-12 %'],
    ['a=b', 'a=b'],
    ['+49 170 1234567', '+49 170 1234567'],
    ['+49 (0) 170', '+49 (0) 170'],
    ['+49-170-1', "'+49-170-1"],
    ['x;=1+1', "x;'=1+1"],
    ['x; =1+1', "x;' =1+1"],
    ['x\t=1+1', "x\t'=1+1"],
    ['x|@SUM(1)', "x|'@SUM(1)"],
    ['x;"=1"', `"x;'""=1"""`],
    ['x\n=1+1', `"x\n'=1+1"`],
    ['x\r\n\n+f()', `"x\r\n\n'+f()"`],
    ['x,=1', '"x,=1"'],
    ['3;-4;+5 %;x', '3;-4;+5 %;x'],
    ['f(x); -4; -g', "f(x); -4;' -g"],
    ['Notes:\n- one; - two @ben', '"Notes:\n- one; - two @ben"'],
    ['Ada; @ben; +49 170 1; both', 'Ada; @ben; +49 170 1; both'],
  ])('%j is written as %j', (cell, written) => {
    expect(csv([cell]).replace(/^\ufeff/, '')).toBe(`${written}\r\n`);
  });

  test('is as safe for those who take the other separator', () => {
    expect(text(writeCsv([['a', 'x,=1', 'y;=1', '3,-4']], ';'))).toBe(`a;x,'=1;"y;=1";3,-4\r\n`);
  });

  test('numbers are never taken for formulas', () => {
    expect(csv([-5, -1e21])).toBe('-5,-1e+21\r\n');
  });

  test('reads what it writes', () => {
    const rows = [
      ['a', 'x,y', 'say "hi"', 'two\r\nlines', ''],
      ['', 'ü', '1', ' b ', '"'],
    ];
    expect(readCsv(text(writeCsv(rows)))).toEqual(rows);
  });

  test.each([
    [
      'a,b\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    ['a,\r\n', [['a', '']]],
    ['"open, never closed', [['open, never closed']]],
    ['a"b,c', [['a"b', 'c']]],
    ['a\r\rb', [['a'], [''], ['b']]],
    ['', []],
  ])('reads %j', (written, rows) => {
    expect(readCsv(written)).toEqual(rows);
  });
});

test('a Markdown table keeps its cells', () => {
  expect(
    markdownTable(
      ['what', 'how | much'],
      [
        ['a|b\nc', 1],
        ['\\|', null],
      ],
    ),
  ).toBe(['| what | how \\| much |', '| --- | ---: |', '| a\\|b c | 1 |', '| \\\\\\| |  |'].join('\n'));
});

test.each([
  ['Umsätze 2026', 'Umsätze 2026.csv'],
  ['report.csv', 'report.csv'],
  ['report.exe', 'report.exe.csv'],
  ['../../etc/passwd', 'etc-passwd.csv'],
  ['C:\\Windows\\x', 'C--Windows-x.csv'],
  ['.hidden', 'hidden.csv'],
  ['con', 'file-con.csv'],
  ['NUL.txt', 'file-NUL.txt.csv'],
  ['a\u0000b\u202egpj.c\nd', 'abgpj.cd.csv'],
  ['///', 'file.csv'],
  ['trailing. . ', 'trailing.csv'],
  ['x'.repeat(300), `${'x'.repeat(80)}.csv`],
])('a file that should be called %j is called %j', (wanted, name) => {
  expect(fileName(wanted, 'csv')).toBe(name);
});

describe('make_table', () => {
  const table = {
    name: 'prices',
    columns: ['item', 'price'],
    rows: [
      ['apple', 1.2],
      ['=pear', null],
    ],
  };

  test('gives the table and the file', async () => {
    const result = await run(tableTool(), table);
    expect(result).toMatchObject({ kind: 'done', fromOutside: false });
    expect(result.text).toContain('| apple | 1.2 |');
    const [file] = result.kind === 'done' ? (result.files ?? []) : [];
    expect(file?.name).toBe('prices.csv');
    expect(text(file?.bytes)).toBe("item,price\r\napple,1.2\r\n'=pear,\r\n");
  });

  test('shows the first rows of a long one', async () => {
    const rows = Array.from({ length: 120 }, (_, at) => ['a', at]);
    const result = await run(tableTool(), { ...table, rows });
    expect(result.text).toContain('70 more rows');
    const [file] = result.kind === 'done' ? (result.files ?? []) : [];
    expect(text(file?.bytes).split('\r\n')).toHaveLength(122);
  });

  test('says which row does not fit, and what is too large', async () => {
    expect(await run(tableTool(), { ...table, rows: [['a', 1], ['b']] })).toEqual({
      kind: 'failed',
      failure: 'bad-input',
      text: 'Row 2 has 1 cells, but there are 2 columns.',
    });
    const columns = Array<string>(50).fill('c');
    const rows = Array.from({ length: 1001 }, () => Array<number>(50).fill(1));
    expect(await run(tableTool(), { name: 'x', columns, rows })).toMatchObject({ failure: 'too-large' });
    expect(tableTool().input.safeParse({ ...table, columns: [] }).success).toBe(false);
    expect(tableTool().input.safeParse({ ...table, rows: [['x'.repeat(2001), 1]] }).success).toBe(false);
  });
});

describe('write_document', () => {
  test.each([
    ['markdown', '# Hi', 'notes.md', '# Hi\n'],
    ['text', 'Hi\n', 'notes.txt', 'Hi\n'],
    ['csv', 'a,"b,c"\n=1+1,2', 'notes.csv', 'a,"b,c"\r\n\'=1+1,2\r\n'],
  ])('%s', async (format, content, name, written) => {
    const result = await run(documentTool(), { name: 'notes', format, content });
    const [file] = result.kind === 'done' ? (result.files ?? []) : [];
    expect(file?.name).toBe(name);
    expect(text(file?.bytes)).toBe(written);
  });

  test('its input is bounded', () => {
    const { input } = documentTool();
    expect(input.safeParse({ name: 'a', format: 'markdown', content: 'x'.repeat(200_001) }).success).toBe(false);
    expect(input.safeParse({ name: 'a', format: 'exe', content: 'x' }).success).toBe(false);
    expect(input.safeParse({ name: '', format: 'text', content: 'x' }).success).toBe(false);
  });
});
