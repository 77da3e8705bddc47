import type { SearchHas, SearchQuery } from '../../shared/search.ts';

/** What narrows a search; days as date fields give them. */
export type Filters = { has?: SearchHas; senderId?: string; from?: string; to?: string };

export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some(Boolean);
}

/** The filters as the query has them: days are local ones, and the last one belongs to what is looked through. */
export function narrowed({ has, senderId, from, to }: Filters): Partial<SearchQuery> {
  const begin = midnight(from);
  const end = midnight(to, 1);
  return {
    ...(has !== undefined && { has }),
    ...(senderId !== undefined && { senderId }),
    ...(begin !== undefined && { from: begin }),
    ...(end !== undefined && { to: end }),
  };
}

/** When this day begins here, or so many days after it; undefined for what is no day. */
export function midnight(day: string | undefined, after = 0): number | undefined {
  const [year, month, date] = (day ?? '').split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const at = new Date(year, month - 1, date + after).getTime();
  return Number.isNaN(at) ? undefined : at;
}
