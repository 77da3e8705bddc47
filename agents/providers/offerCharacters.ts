import type { ToolOffer } from './provider.ts';

/** What stands around a tool's own words where it is offered: the names of its fields, quotation marks, brackets. */
const AROUND = JSON.stringify([{ name: '', about: '', parameters: '' }]).length;

/** By the schema, which stays the same from run to run and is the most of it. */
const counted = new WeakMap<object, number>();

/** About how many characters a model is told of these tools. */
export function offerCharacters(offers: readonly ToolOffer[]): number {
  return offers.reduce((sum, { name, about, parameters }) => {
    const ofSchema = counted.get(parameters) ?? JSON.stringify(parameters).length;
    counted.set(parameters, ofSchema);
    return sum + AROUND + name.length + about.length + ofSchema;
  }, 0);
}
