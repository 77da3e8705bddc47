import * as z from 'zod';
import { CatalogData, inconsistencies, ModelData, ProviderData } from './catalogData.ts';
import { lineOfPath } from './lineOfPath.ts';

/** `path` as in `models[2].tier`; `line` counts from 1. */
export type Problem = { line: number; path: string; problem: string };
export type Overlaid = { ok: true; catalog: CatalogData } | { ok: false; problems: Problem[] };

const Entries = z.array(z.record(z.string(), z.unknown())).default([]);
const Overlay = z.strictObject({
  currency: CatalogData.shape.currency.optional(),
  notForChat: z.array(z.string().min(1)).optional(),
  providers: Entries,
  models: Entries,
});
type Found = { path: readonly PropertyKey[]; problem: string };

/**
 * The catalog with the text of an overlay file laid over it. The file has the catalog's own form, of which it need only
 * hold what is new: fields it gives replace those of the entry of the same name (capabilities one by one), an entry
 * without a counterpart is added at the end. Anything wrong anywhere refuses the whole file, with every problem found.
 */
export function overlay(base: CatalogData, text: string): Overlaid {
  const json = parseJson(text);
  if ('problem' in json) return { ok: false, problems: [json] };
  const parsed = Overlay.safeParse(json.value);
  if (!parsed.success) return refused(text, issuesOf(parsed.error, []));

  const found: Found[] = [];
  const providers = new Map(base.providers.map((entry) => [entry.id, entry]));
  const models = new Map(base.models.map((entry) => [`${entry.provider}/${entry.id}`, entry]));
  const places = new Map<string, number>();
  for (const [at, raw] of parsed.data.providers.entries()) {
    const entry = ProviderData.safeParse({ ...providers.get(String(raw.id)), ...raw });
    if (entry.success) providers.set(entry.data.id, entry.data);
    else found.push(...issuesOf(entry.error, ['providers', at]));
  }
  for (const [at, raw] of parsed.data.models.entries()) {
    const name = `${String(raw.provider)}/${String(raw.id)}`;
    const below = models.get(name);
    if (places.has(name)) found.push({ path: ['models', at], problem: `${name} stands here twice` });
    places.set(name, at);
    const entry = ModelData.safeParse({ ...below, ...raw, ...capabilitiesOf(below, raw) });
    if (entry.success) models.set(name, entry.data);
    else found.push(...issuesOf(entry.error, ['models', at]));
  }
  if (found.length > 0) return refused(text, found);

  const catalog: CatalogData = {
    currency: base.currency,
    notForChat: parsed.data.notForChat ?? base.notForChat,
    providers: [...providers.values()],
    models: [...models.values()],
  };
  const odd = inconsistencies(catalog).map(({ at, field, problem }): Found => {
    const model = catalog.models[at];
    const place = places.get(`${String(model?.provider)}/${String(model?.id)}`);
    return { path: place === undefined ? ['models'] : ['models', place, field], problem };
  });
  return odd.length > 0 ? refused(text, odd) : { ok: true, catalog };
}

function parseJson(text: string): { value: unknown } | Problem {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch (error) {
    const problem = error instanceof Error ? error.message : 'is no JSON';
    const line = /\(line (\d+)/.exec(problem)?.[1];
    return { line: line === undefined ? text.trimEnd().split('\n').length : Number(line), path: '', problem };
  }
}

function capabilitiesOf(below: ModelData | undefined, raw: Record<string, unknown>): Record<string, unknown> {
  const { capabilities } = raw;
  if (below === undefined || typeof capabilities !== 'object' || capabilities === null) return {};
  return { capabilities: { ...below.capabilities, ...capabilities } };
}

function issuesOf(error: z.ZodError, path: readonly PropertyKey[]): Found[] {
  return error.issues.map((issue) => ({
    path: [...path, ...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])],
    problem: issue.message,
  }));
}

function refused(text: string, found: readonly Found[]): Overlaid {
  const problems = found.map(({ path, problem }) => ({ line: lineOfPath(text, path), path: written(path), problem }));
  return { ok: false, problems };
}

function written(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}
