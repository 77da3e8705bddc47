import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { ImagePrice } from './imagePrice.ts';
import type { Capabilities, CatalogData, ModelData, Price, ProviderData } from './catalogData.ts';

/** What a provider says it offers, and whether it stands at an address of its owner. */
export type Listed = {
  provider: string;
  own: boolean;
  /** The ids of which it says that they run elsewhere; null where it is still to say so, and nothing of it counts as here. */
  elsewhere?: readonly string[] | null;
  /** Empty where nobody asked yet or it does not tell. */
  models: readonly { id: string; contextTokens?: number | undefined; outputTokens?: number | undefined }[];
};

/** A model with all that is known of it. Null is what nobody knows, never a guess. */
export type KnownModel = {
  name: ModelName;
  provider: string;
  /** Everything it may be named by: its name, its aliases, the dated ones that were listed. */
  names: readonly ModelName[];
  /** The id to ask for it by, which is one that was listed where anything was. */
  askAs: string;
  tier: Tier | null;
  contextTokens: number | null;
  outputTokens: number | null;
  price: Price;
  imagePrice: ImagePrice;
  capabilities: Capabilities;
  /** What its provider lets through in a minute of it. */
  perMinute: ModelData['perMinute'];
  /** What is sent to it stays with its owner. */
  local: boolean;
  /** False for what is offered beside chat models but holds no conversation. */
  chat: boolean;
  /** Null where its provider has not listed anything, though it may offer it. */
  offered: boolean | null;
};

type Model = Listed['models'][number];
type Place = { provider: ProviderData | undefined; listed: Listed | undefined };

/**
 * The catalog with what providers list. Dated names and aliases become the entry they are of, and sizes (`qwen3:8b`) models
 * of their own like it; of two lengths of prompt the shorter holds; models nobody described are kept with nothing
 * assumed, except that what a free provider runs at its owner's address is free and local. A price past its last day (`today` as `2026-11-21`) is not known.
 */
export function merge(catalog: CatalogData, listed: readonly Listed[], today: string): KnownModel[] {
  const lists = new Map(listed.map((one) => [one.provider, one]));
  const providers = new Map(catalog.providers.map((one) => [one.id, one]));
  const entries = new Map<string, ModelData>();
  for (const model of catalog.models) {
    for (const id of [model.id, ...model.aliases]) entries.set(`${model.provider}/${id}`, model);
  }
  const isChat = (id: string) => !catalog.notForChat.some((part) => id.toLowerCase().includes(part));

  const seen = new Map<ModelData, Model[]>();
  const further: KnownModel[] = [];
  for (const list of lists.values()) {
    const place: Place = { provider: providers.get(list.provider), listed: list };
    for (const one of new Map(list.models.map((model) => [model.id, model])).values()) {
      const entry = entryOf(entries, place, one.id);
      const family = entry === undefined ? familyOf(entries, place, one.id) : undefined;
      if (entry !== undefined) seen.set(entry, [...(seen.get(entry) ?? []), one]);
      else if (family !== undefined)
        further.push(described({ ...family, id: one.id, aliases: [] }, [one], place, today));
      else further.push({ ...undescribed(place, list.provider, one), chat: isChat(one.id) });
    }
  }
  const known = catalog.models.map((model) => {
    const place: Place = { provider: providers.get(model.provider), listed: lists.get(model.provider) };
    return described(model, seen.get(model) ?? [], place, today);
  });
  return [...known, ...further];
}

function described(model: ModelData, seen: readonly Model[], place: Place, today: string): KnownModel {
  const here = placed(place, [model.id, ...seen.map(({ id }) => id)]);
  const ids = new Set([model.id, ...model.aliases, ...seen.map((one) => bareId(one.id))]);
  return {
    name: `${model.provider}/${model.id}`,
    provider: model.provider,
    names: [...ids].map((id): ModelName => `${model.provider}/${id}`),
    askAs: askedAs(model, seen),
    tier: model.tier,
    contextTokens: least([model.contextTokens, ...seen.map((one) => one.contextTokens)]),
    outputTokens: least([model.outputTokens, ...seen.map((one) => one.outputTokens)]),
    price: here.price ?? priceOn(model.price, today, here.local),
    imagePrice: isOver(model.imagePrice, today) ? null : model.imagePrice,
    capabilities: model.capabilities,
    perMinute: model.perMinute ?? place.provider?.perMinute ?? null,
    local: here.local,
    chat: model.capabilities.drawing !== true,
    offered: offeredAt(place, seen),
  };
}

/** What somebody runs themselves offers nothing before it was asked. */
function offeredAt({ provider, listed }: Place, seen: readonly Model[]): boolean | null {
  const tells = provider?.local === true || (listed !== undefined && listed.models.length > 0);
  return tells ? seen.length > 0 : null;
}

/** The entry an id is of: with its own id, or without the date at its end unless that runs elsewhere. */
function entryOf(entries: ReadonlyMap<string, ModelData>, place: Place, id: string): ModelData | undefined {
  const { provider } = place;
  if (provider === undefined) return undefined;
  const find = (one: string) => entries.get(`${provider.id}/${one}`);
  if (runsElsewhere(place, id)) return find(id);
  const bare = provider.free ? bareId(id).replace(/:latest$/, '') : bareId(id);
  return find(bare) ?? find(undated(bare));
}

/** At a free provider what stands after a colon is the size, with which a model can do what its family can. */
function familyOf(entries: ReadonlyMap<string, ModelData>, place: Place, id: string): ModelData | undefined {
  if (place.provider?.free !== true || runsElsewhere(place, id) || !/.:[^:/]+$/.test(id)) return undefined;
  return entryOf(entries, place, id.slice(0, id.lastIndexOf(':')));
}

/** Gemini lists `models/gemini-…` and is asked for `gemini-…`. */
function bareId(id: string): string {
  return id.replace(/^models\//, '');
}

function undated(id: string): string {
  return id.replace(/-(\d{8}|\d{4}-\d{2}-\d{2})$/, '');
}

/** Whether a model of what is local runs elsewhere all the same, as its name or its server says. */
function runsElsewhere({ provider, listed }: Place, id: string): boolean {
  if (provider?.local !== true) return false;
  if (listed?.elsewhere === null || provider.elsewhere.some((end) => id.toLowerCase().endsWith(end))) return true;
  return listed?.elsewhere?.some((one) => fullName(one) === fullName(id)) === true;
}

/** As Ollama reads a name: in any case, with what may be left out of it. */
function fullName(id: string): string {
  const name = id.toLowerCase().replace(/^(registry\.ollama\.ai\/)?(library\/)?/, '');
  return /:[^/]*$/.test(name) ? name : `${name}:latest`;
}

function askedAs(model: ModelData, seen: readonly { id: string }[]): string {
  const ids = seen.map((one) => bareId(one.id));
  if (ids.length === 0 || ids.includes(model.id)) return model.id;
  const alias = model.aliases.find((one) => ids.includes(one));
  // The newest of those with a date, which sort by it.
  return alias ?? ids.toSorted().at(-1) ?? model.id;
}

function undescribed(place: Place, provider: string, one: Model): Omit<KnownModel, 'chat'> {
  const { local, price } = placed(place, [one.id]);
  return {
    name: `${provider}/${one.id}`,
    provider,
    names: [`${provider}/${one.id}`],
    askAs: one.id,
    tier: null,
    contextTokens: one.contextTokens ?? null,
    outputTokens: one.outputTokens ?? null,
    price,
    imagePrice: null,
    capabilities: {},
    perMinute: place.provider?.perMinute ?? null,
    local,
    offered: true,
  };
}

/** Whether it stays with its owner, and whether that makes it free; by its usual place where nobody said. */
function placed(place: Place, ids: readonly string[]): { local: boolean; price: Price } {
  const { provider, listed } = place;
  const isFar = provider?.local === false || ids.some((id) => runsElsewhere(place, id));
  if (isFar) return { local: false, price: null };
  const local = listed?.own ?? provider?.local ?? false;
  // What stands behind the address of a provider nobody described may pass requests on.
  return provider === undefined
    ? { local: false, price: null }
    : { local, price: local && provider.free ? { free: true } : null };
}

function priceOn(price: Price, today: string, local: boolean): Price {
  if (price === null) return null;
  if ('free' in price) return local ? price : null;
  return isOver(price, today) ? null : price;
}

/** Whether its last day is past. */
function isOver(price: { until?: string | undefined } | null, today: string): boolean {
  return price?.until !== undefined && today > price.until;
}

function least(values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}
