import { isDeepStrictEqual } from 'node:util';
import type { Round, ToolCall, ToolOffer } from '../../provider.ts';
import type { Language } from '../../../run/language.ts';

/** A request as rules look at it; what stands below `text` is what is known from calls before, null where nothing is. */
export type Asked = {
  /** Its agent looks things up of its own accord, and has nothing prepared for this. */
  looksUp: boolean;
  text: string;
  language: Language;
  /** Where the person is, as in 2026-11-20. */
  today: string | null;
  /** The address of what a search found first. */
  firstHit: string | null;
};

/** A call a rule wants. With `list` its input is one list, and several of them are made as one call. */
export type Wish = { name: string; input: Record<string, unknown>; list?: string };

/** True where such a tool is offered; another one of the same name takes other things. */
export function isOffered({ name, input }: Wish, offers: readonly ToolOffer[]): boolean {
  const offer = offers.find((one) => one.name === name);
  const properties = offer?.parameters['properties'];
  if (typeof properties !== 'object' || properties === null) return false;
  return Object.keys(input).every((key) => key in properties);
}

/** True where that was called before; keys may have come back in another order. */
export function isDone(wish: Wish, rounds: readonly Round[]): boolean {
  return rounds.some(({ calls }) => calls.some((call) => call.name === wish.name && holds(call, wish)));
}

/** The calls that wishes come to, those of one list together, without doubles. */
export function callsOf(wishes: readonly Wish[], round: number): ToolCall[] {
  const inputs: { name: string; input: Record<string, unknown> }[] = [];
  for (const { name, input, list } of wishes) {
    const same = list === undefined ? undefined : inputs.find((one) => one.name === name);
    if (list === undefined || same === undefined) inputs.push({ name, input });
    else same.input = { [list]: [...items(same.input, list), ...items(input, list)] };
  }
  return inputs.map(({ name, input }, at) => {
    return { id: `demo-${round}-${at}`, name, input, text: JSON.stringify(input) };
  });
}

function holds({ input }: ToolCall, wish: Wish): boolean {
  const { list } = wish;
  if (list === undefined) return isDeepStrictEqual(input, wish.input);
  const asked = items(input, list);
  return items(wish.input, list).every((item) => asked.some((one) => isDeepStrictEqual(one, item)));
}

function items(input: unknown, list: string): readonly unknown[] {
  const found: unknown = typeof input === 'object' && input !== null ? new Map(Object.entries(input)).get(list) : [];
  return Array.isArray(found) ? found : [];
}
