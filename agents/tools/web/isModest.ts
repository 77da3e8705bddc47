import { Parser } from 'htmlparser2';

/** What Readability takes grows with the number of elements, and with the cube of how deep they nest. */
const MOST_ELEMENTS = 20_000;
const DEEPEST = 200;

/** Whether a page is small and flat enough to be looked through for its article. */
export function isModest(html: string): boolean {
  let elements = 0;
  let depth = 0;
  let isIt = true;
  const parser = new Parser({
    onopentag() {
      elements += 1;
      depth += 1;
      if (elements <= MOST_ELEMENTS && depth <= DEEPEST) return;
      isIt = false;
      parser.pause();
    },
    onclosetag() {
      depth -= 1;
    },
  });
  parser.write(html);
  return isIt;
}
