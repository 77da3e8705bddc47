import type { CatalogData } from './catalogData.ts';
import { type KnownModel, type Listed, merge } from './merge.ts';
import { NOTHING_SET, type SetFigures, withFigures } from './setFigures.ts';

/** The ids of what a provider offers; `own` and `elsewhere` as in `Listed`. */
export type Offered = Pick<Listed, 'provider' | 'own' | 'elsewhere'> & { ids: readonly string[] };

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
    const listed = offered.map(({ ids, ...place }) => ({ ...place, models: ids.map((id) => ({ id })) }));
    last = { today, offered, set, known: withFigures(merge(catalog, listed, today), set) };
    return last.known;
  };
}

function isSame(before: readonly Offered[], after: readonly Offered[]): boolean {
  return (
    before.length === after.length &&
    before.every((one, at) => {
      const other = after[at];
      if (other === undefined || one.provider !== other.provider) return false;
      return one.own === other.own && one.elsewhere === other.elsewhere && one.ids === other.ids;
    })
  );
}
