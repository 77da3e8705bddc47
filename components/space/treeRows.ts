import type { SpaceFile } from '../../shared/space.ts';

/** A line of the tree: a folder, with what is in it where it is open, or a file. `name` is its part of the path. */
export type TreeRow = { depth: number; name: string; path: string } & (
  | { kind: 'folder'; isOpen: boolean; count: number }
  | { kind: 'file'; size: number }
);

/** The lines of a tree of files, folders first, in the order of their names; what is in closed folders is left out. */
export function treeRows(files: readonly SpaceFile[], closed: ReadonlySet<string>, locale?: string): TreeRow[] {
  return rowsBelow('', files, { closed, compare: new Intl.Collator(locale, { numeric: true }).compare });
}

type Ways = { closed: ReadonlySet<string>; compare(a: string, b: string): number };

function rowsBelow(above: string, files: readonly SpaceFile[], ways: Ways): TreeRow[] {
  const depth = above.split('/').length - 1;
  const folders = new Map<string, SpaceFile[]>();
  const here: TreeRow[] = [];
  for (const file of files) {
    const [name = '', ...rest] = file.path.slice(above.length).split('/');
    if (rest.length === 0) here.push({ kind: 'file', depth, name, path: file.path, size: file.size });
    else folders.set(name, [...(folders.get(name) ?? []), file]);
  }
  const names = [...folders.keys()].sort(ways.compare);
  return [
    ...names.flatMap((name): TreeRow[] => {
      const inside = folders.get(name) ?? [];
      const path = above + name;
      const isOpen = !ways.closed.has(path);
      const folder: TreeRow = { kind: 'folder', depth, name, path, isOpen, count: inside.length };
      return isOpen ? [folder, ...rowsBelow(`${path}/`, inside, ways)] : [folder];
    }),
    ...here.sort((a, b) => ways.compare(a.name, b.name)),
  ];
}
