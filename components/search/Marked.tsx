import type { SearchHit } from '../../shared/search.ts';

/** The excerpt of a hit with what was found in it marked. */
export function Marked({ hit }: { hit: SearchHit }) {
  const { excerpt, marks, cutBefore, cutAfter } = hit;
  const pieces: React.ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    pieces.push(excerpt.slice(at, from));
    pieces.push(
      <mark key={from} className="rounded-xs bg-honey/40 text-ink">
        {excerpt.slice(from, to)}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {cutBefore && '…'}
      {pieces}
      {excerpt.slice(at)}
      {cutAfter && '…'}
    </>
  );
}
