import type { CatalogData } from './catalogData.ts';
import { type KnownModel, merge } from './merge.ts';

/** The ids of what a provider offers; `own` where it stands at an address of its owner. */
export type Offered = { provider: string; own: boolean; ids: readonly string[] };

/**
 * The catalog merged with what is offered now, worked out anew only where that or the day is another one; the same list of
 * ids is known by its identity. `now` in milliseconds since 1970.
 */
export function createKnownModels(
  catalog: CatalogData,
  now: () => number,
): (offered: readonly Offered[]) => readonly KnownModel[] {
  let last: { today: string; offered: readonly Offered[]; known: readonly KnownModel[] } | null = null;
  return (offered) => {
    const today = new Date(now()).toISOString().slice(0, 10);
    if (last !== null && last.today === today && isSame(last.offered, offered)) return last.known;
    const listed = offered.map(({ provider, own, ids }) => ({ provider, own, models: ids.map((id) => ({ id })) }));
    last = { today, offered, known: merge(catalog, listed, today) };
    return last.known;
  };
}

function isSame(before: readonly Offered[], after: readonly Offered[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, at) => {
      const other = after[at];
      return one.provider === other?.provider && one.own === other.own && one.ids === other.ids;
    })
  );
}
