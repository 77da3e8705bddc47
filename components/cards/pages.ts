import type { Source } from '../../shared/toolCard.ts';

/** A page that an answer cites, with the numbers and passages of it. */
export type Page = {
  url: string;
  host: string;
  title: string;
  passages: readonly { number: number; quote: string }[];
};

/** The pages of these sources by their first numbers; what leads nowhere on the web is no page. */
export function pagesOf(sources: readonly Source[]): Page[] {
  const pages = new Map<string, Page & { passages: { number: number; quote: string }[] }>();
  for (const { number, url, title, quote } of [...sources].sort((a, b) => a.number - b.number)) {
    const host = hostOf(url);
    if (host === null) continue;
    const page = pages.get(url) ?? { url, host, title: title.trim() === '' ? host : title, passages: [] };
    pages.set(url, page);
    page.passages.push({ number, quote });
  }
  return [...pages.values()];
}

/** Numbers as people write them: `1–3, 7`. */
export function numbersText(numbers: readonly number[]): string {
  const runs: { first: number; last: number }[] = [];
  for (const number of numbers) {
    const run = runs.at(-1);
    if (run?.last === number - 1) run.last = number;
    else runs.push({ first: number, last: number });
  }
  return runs
    .flatMap(({ first, last }) =>
      first === last ? [`${first}`] : last === first + 1 ? [`${first}`, `${last}`] : [`${first}–${last}`],
    )
    .join(', ');
}

function hostOf(url: string): string | null {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) return null;
  return new URL(url).host.replace(/^www\./, '');
}
