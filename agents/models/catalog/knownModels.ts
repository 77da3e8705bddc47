import type { CatalogData } from './catalogData.ts';
import { type KnownModel, merge } from './merge.ts';
import { NOTHING_SET, type SetFigures, withFigures } from './setFigures.ts';

/** The ids of what a provider offers; `own` where it stands at an address of its owner. */
export type Offered = { provider: string; own: boolean; ids: readonly string[] };

/**
 * The catalog merged with what is offered now and what was said in its place, worked out anew only where one of them or the
 * day is another one; the same list of ids, and of what was said, is known by its identity. `now` in milliseconds since 1970.
 */
export function createKnownModels(
  catalog: CatalogData,
  now: () => number,
): (offered: readonly Offered[], set?: ReadonlyMap<string, SetFigures>) => readonly KnownModel[] {
  let last: { today: string; offered: readonly Offered[]; set: unknown; known: readonly KnownModel[] } | null = null;
  return (offered, set = NOTHING_SET) => {
    const today = new Date(now()).toISOString().slice(0, 10);
    if (last !== null && last.today === today && last.set === set && isSame(last.offered, offered)) return last.known;
    const listed = offered.map(({ provider, own, ids }) => ({ provider, own, models: ids.map((id) => ({ id })) }));
    last = { today, offered, set, known: withFigures(merge(catalog, listed, today), set) };
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
