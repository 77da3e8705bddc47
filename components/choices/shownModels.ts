import type { OfferedModel } from '../../shared/offeredModel.ts';
import { best } from '../palette/fuzzy.ts';

/** So many are shown at once; the others are searched for. */
export const MOST_SHOWN = 60;

/** The models to show for what was typed, in their order until something was, and how many are left out. */
export function shownModels(
  models: readonly OfferedModel[],
  typed: string,
): { shown: readonly OfferedModel[]; more: number } {
  const found = best(models, typed, namesOf, models.length);
  return { shown: found.slice(0, MOST_SHOWN), more: Math.max(0, found.length - MOST_SHOWN) };
}

/** What a model is called by its provider. */
export function bareName({ name }: Pick<OfferedModel, 'name'>): string {
  return name.slice(name.indexOf('/') + 1);
}

function namesOf(model: OfferedModel): string[] {
  return [bareName(model), `${model.provider} ${bareName(model)}`];
}
