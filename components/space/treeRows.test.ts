import { describe, expect, it } from 'vitest';
import { treeRows } from './treeRows.ts';

const files = ['b.txt', 'src/main.ts', 'src/deep/er.ts', 'a10.txt', 'a9.txt', 'docs/x.md'].map((path, size) => ({
  path,
  size,
}));
const shown = (closed: string[] = []) =>
  treeRows(files, new Set(closed), 'en').map(
    ({ depth, name, kind }) => `${'  '.repeat(depth)}${name}${kind === 'folder' ? '/' : ''}`,
  );

describe('the tree of files', () => {
  it('has folders first, in the order of their names', () => {
    expect(shown()).toEqual([
      ...['docs/', '  x.md', 'src/', '  deep/', '    er.ts', '  main.ts', 'a9.txt', 'a10.txt', 'b.txt'],
    ]);
  });

  it('leaves out what is in closed folders', () => {
    expect(shown(['src', 'docs'])).toEqual(['docs/', 'src/', 'a9.txt', 'a10.txt', 'b.txt']);
    expect(shown(['src/deep'])).toContain('  deep/');
    expect(shown(['src/deep'])).not.toContain('    er.ts');
  });

  it('says how many files are in a folder, and knows whole paths', () => {
    const rows = treeRows(files, new Set(['src']), 'en');
    expect(rows.find(({ name }) => name === 'src')).toMatchObject({ count: 2, isOpen: false, path: 'src' });
    expect(treeRows(files, new Set(), 'en').find(({ name }) => name === 'er.ts')?.path).toBe('src/deep/er.ts');
    expect(treeRows([], new Set())).toEqual([]);
  });
});
