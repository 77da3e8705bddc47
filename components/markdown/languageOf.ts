/** The highlighter knows others by their endings. */
const ENDINGS: Readonly<Record<string, string>> = {
  ...{ mjs: 'javascript', cjs: 'javascript', htm: 'html', svg: 'xml', yml: 'yaml', patch: 'diff', h: 'c', hpp: 'cpp' },
  ...{ markdown: 'md', zsh: 'bash', txt: '', csv: '', log: '' },
};

/** The language of a file's contents by its name; empty where it says none. */
export function languageOf(path: string): string {
  const name = path.split('/').at(-1)?.toLowerCase() ?? '';
  const ending = name.includes('.') ? (name.split('.').at(-1) ?? '') : '';
  return Object.hasOwn(ENDINGS, ending) ? (ENDINGS[ending] ?? '') : ending.replace(/[^\w+#-]/g, '');
}
