/** A file of the page; `revision` tells its versions apart where its name does not. */
export type PageFile = { url: string; revision: string | null };

const SHELL = '/index.html';
/** Files under it have their content's hash in their names. */
const HASHED = '/_next/static/';
const NO_SCREEN = /^\/(api|socket\.io)(\/|$)|\/[^/]+\.[a-z0-9]+$/i;

/** Under which address this version of a file is kept. */
export function keptAs({ url, revision }: PageFile): string {
  return revision === null ? url : `${url}?revision=${revision}`;
}

/**
 * Says which kept file answers a request for this path, if any does. A navigation to any path that is no file is a
 * screen and gets the shell. A hashed file that this build does not know may be one of an older build, still kept for
 * a page that was opened then.
 */
export function keptFile(files: readonly PageFile[]): (path: string, isNavigation: boolean) => string | undefined {
  const byUrl = new Map(files.map((file) => [file.url, keptAs(file)]));
  return (path, isNavigation) => {
    const known = byUrl.get(path);
    if (known !== undefined) return known;
    if (path.startsWith(HASHED)) return path;
    return isNavigation && !NO_SCREEN.test(path) ? byUrl.get(SHELL) : undefined;
  };
}
