import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { CatalogData } from '../../agents/models/catalog/catalogData.ts';
import { stalePrices } from '../../agents/models/catalog/stalePrices.ts';
import { createKnownModels, type Offered } from '../../agents/models/catalog/knownModels.ts';
import { isOwnAddress } from '../../agents/models/catalog/ownAddress.ts';
import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import type { Models } from '../../agents/models/models.ts';
import type { Offer } from '../../agents/models/pictures/drawPicture.ts';
import { buildImageMaker, buildProvider, buildTranscriber } from '../../agents/providers/build.ts';
import type { Transcriber } from '../../agents/providers/transcriber.ts';
import type { Provider } from '../../agents/providers/provider.ts';
import type { CommandInput } from '../../shared/command.ts';
import type { ProviderState, Reachability } from '../../shared/provider.ts';
import type { Bus } from '../bus/bus.ts';
import type { Env } from '../env.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { type ProviderSetting, readProviderSettings, writeProviderSetting } from '../store/providerSettings.ts';
import { type Configuration, configure } from './configuration.ts';
import type { Figures } from './figures.ts';
import { absenceAt, errorSeen, LastError, probe } from './health.ts';
import { remoteModelsAt } from './ollama.ts';
import type { Seal } from './seal.ts';
import { settingAfter } from './settingChange.ts';

const CHANGED = 'providers:changed';
const FAILED = 'providers:failed';
const Failed = z.object({ providerId: z.string(), lastError: LastError });

/** What runs on this machine by itself is looked for this often. */
const LOOK_EVERY_MS = 60_000;
/** So long the start waits for it. */
const LOOK_AT_START_MS = 1_000;
const FOUND_BY_ITSELF = 'ollama';

type Parts = {
  database: Pick<Database, 'prisma'>;
  env: Env['providers'];
  seal: Seal;
  bus: Bus;
  /** Every provider that can be configured, and what is known of models. */
  catalog: CatalogData;
  /** What admins say of models in its place. */
  figures: Pick<Figures, 'all'>;
  /** Answers where no other provider is configured. */
  demo: Provider;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
};

type Entry = {
  configuration: Configuration;
  /** It stands at an address of its owner. */
  own: boolean;
  /** Of its models those that run elsewhere; null where it was not to be asked yet. */
  elsewhere: readonly string[] | null;
  provider: Provider | undefined;
  reachability: Reachability;
  lastError: LastError | null;
};

/** The providers of this workspace as they are configured now, and how they do. */
export interface Providers extends Models {
  list(): ProviderState[];
  /** What would be known of the models if no admin had said anything. */
  catalogued(): readonly KnownModel[];
  update(update: CommandInput<'provider:update'>): Promise<ProviderState>;
  test(providerId: string): Promise<ProviderState>;
  /** Who writes down voice notes: the first of those configured that can, where asked for on a machine of the owner. */
  transcriber(of: { localOnly: boolean }): Transcriber | undefined;
  /** Who makes pictures, and what one costs: models whose price is known before others. */
  imageMakers(): readonly Offer[];
  /** The keys of all of them, for who must know them again. */
  keys(): readonly string[];
  close(): void;
}

export async function openProviders(parts: Parts): Promise<Providers> {
  const { database, env, seal, bus, catalog, figures, demo, logger } = parts;
  const { prisma } = database;
  let settings = new Map<string, ProviderSetting>();
  const entries = new Map<string, Entry>();
  const knownModels = createKnownModels(catalog, Date.now);
  const cataloguedModels = createKnownModels(catalog, Date.now);

  async function load(): Promise<void> {
    settings = new Map((await readProviderSettings(prisma)).map((setting) => [setting.providerId, setting]));
    for (const entry of catalog.providers) {
      const configuration = configure(entry, { env, setting: settings.get(entry.id), seal });
      const before = entries.get(entry.id);
      if (before !== undefined && sameSetup(before.configuration, configuration)) continue;
      if (configuration.keyUnreadable) logger.warn({ provider: entry.id }, 'the stored key can not be read');
      const reachability: Reachability = configuration.keyUnreadable ? unreadable() : { kind: 'unknown' };
      const own = isOwnAddress(configuration.baseUrl ?? entry.baseUrl ?? '');
      const elsewhere = entry.id === FOUND_BY_ITSELF && own ? null : NONE;
      const provider = build(configuration);
      entries.set(entry.id, { configuration, own, elsewhere, provider, reachability, lastError: null });
      if (configuration.isSet) void look(entry.id);
    }
  }

  function build(configuration: Configuration): Provider | undefined {
    const { entry, apiKey, baseUrl, models, isSet } = configuration;
    return isSet ? buildProvider({ entry, apiKey, baseUrl, models }) : undefined;
  }

  /** Sees whether a provider can be reached; an answer about a setup that was replaced meanwhile is dropped. */
  async function look(providerId: string): Promise<void> {
    const entry = entries.get(providerId);
    if (entry === undefined) return;
    const reachability = await (entry.provider === undefined ? find(entry) : probe(entry.provider));
    if (reachability === undefined) return;
    // After its models were listed, so that none came in between.
    const elsewhere = reachability.kind === 'reachable' ? await lookElsewhere(entry) : entry.elsewhere;
    if (entries.get(providerId) === entry) Object.assign(entry, { reachability, elsewhere });
  }

  /** Ollama offers models of its vendor's machines as if they were here. */
  async function lookElsewhere({ configuration, own, elsewhere }: Entry): Promise<Entry['elsewhere']> {
    const { entry, apiKey, baseUrl, models } = configuration;
    if (entry.id !== FOUND_BY_ITSELF || !own || baseUrl === undefined) return NONE;
    const said = await remoteModelsAt({ baseUrl, apiKey });
    // What it said before holds for a list that is the same as then.
    return said ?? (models.length > 0 ? elsewhere : null);
  }

  /** What may run here by itself becomes a provider only once it does: most have none, and need not load what asks it. */
  async function find(entry: Entry): Promise<Reachability | undefined> {
    const { entry: data, apiKey, baseUrl, models } = entry.configuration;
    if (data.id !== FOUND_BY_ITSELF || baseUrl === undefined) return undefined;
    const absence = await absenceAt(baseUrl);
    if (absence !== null) return absence;
    entry.provider = buildProvider({ entry: data, apiKey, baseUrl, models });
    return probe(entry.provider);
  }

  function entryOf(providerId: string): Entry {
    const entry = entries.get(providerId);
    if (entry === undefined) throw new Refusal('not-found', 'There is no such provider.', { reason: 'provider' });
    return entry;
  }

  const offered = () => [...entries.values()].map(offeredBy);
  const known = () => knownModels(offered(), figures.all());

  /** As the Models page shows them. */
  function list(): ProviderState[] {
    const old = stalePrices(known(), Date.now());
    return [...entries.values()].map((entry) => {
      const own = old.filter(({ provider }) => provider === entry.configuration.entry.id);
      const prices = own.map(({ model, asOf }) => ({ model, asOf }));
      return { ...stateOf(entry), ...(isConfigured(entry) && prices.length > 0 && { stalePrices: prices }) };
    });
  }
  const shown = (entry: Entry) => list().find(({ id }) => id === entry.configuration.entry.id) ?? stateOf(entry);

  function reload(): void {
    load().catch((error: unknown) => logger.error({ err: error }, 'the settings of the providers could not be read'));
  }

  await load();
  const found = look(FOUND_BY_ITSELF);
  const timer = setInterval(() => void look(FOUND_BY_ITSELF), LOOK_EVERY_MS).unref();
  const stops = [
    bus.subscribe(CHANGED, reload),
    bus.onResumed(reload),
    bus.subscribe(FAILED, (message) => {
      const { providerId, lastError } = Failed.parse(message);
      const entry = entries.get(providerId);
      if (entry !== undefined) entry.lastError = lastError;
    }),
  ];
  await Promise.race([found, pause(LOOK_AT_START_MS, undefined, { ref: false })]);

  return {
    providers: () => [
      ...[...entries.values()].flatMap((entry) => (isConfigured(entry) ? (entry.provider ?? []) : [])),
      demo,
    ],
    known,
    catalogued: () => cataloguedModels(offered()),
    failed(providerId, error) {
      const entry = entries.get(providerId);
      if (entry === undefined) return;
      entry.lastError = errorSeen(error);
      bus.publish(FAILED, { providerId, lastError: entry.lastError });
    },
    succeeded(providerId) {
      const entry = entries.get(providerId);
      if (entry === undefined || entry.reachability.kind === 'reachable') return;
      entry.reachability = { kind: 'reachable', at: Date.now(), models: [] };
    },
    list,
    async update(update) {
      const { providerId } = update;
      const now = entryOf(providerId).configuration;
      await writeProviderSetting(prisma, settingAfter(update, { now, stored: settings.get(providerId), seal }));
      await load();
      await look(providerId);
      bus.publish(CHANGED, {});
      return shown(entryOf(providerId));
    },
    async test(providerId) {
      entryOf(providerId);
      await look(providerId);
      return shown(entryOf(providerId));
    },
    transcriber({ localOnly }) {
      const local = new Set<string>(localOnly ? known().flatMap(({ local, names }) => (local ? names : [])) : []);
      for (const entry of entries.values()) {
        if (!isConfigured(entry)) continue;
        const { id } = entry.configuration.entry;
        const models = modelsOf(entry).filter((model) => !localOnly || local.has(`${id}/${model}`));
        // Who was not asked for its models may still be trusted to have one, but not to be here.
        if (localOnly && models.length === 0) continue;
        const found = buildTranscriber({ ...entry.configuration, models });
        if (found !== undefined) return found;
      }
      return undefined;
    },
    imageMakers() {
      const drawing = known().filter(({ capabilities, offered }) => capabilities.drawing === true && offered !== false);
      const priced = [...drawing].sort((a, b) => Number(a.imagePrice === null) - Number(b.imagePrice === null));
      return priced.flatMap((model) => {
        const entry = entries.get(model.provider);
        const isThere = entry !== undefined && isConfigured(entry);
        const maker = isThere ? buildImageMaker(entry.configuration, model.askAs) : undefined;
        return maker === undefined ? [] : [{ maker, price: model.imagePrice, local: model.local }];
      });
    },
    keys: () => [...entries.values()].flatMap(({ configuration }) => configuration.apiKey ?? []),
    close() {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

/** What was set up counts, and what runs here by itself and offers a model. */
function isConfigured({ configuration, reachability }: Entry): boolean {
  if (configuration.isSet) return true;
  return (
    configuration.entry.id === FOUND_BY_ITSELF && reachability.kind === 'reachable' && reachability.models.length > 0
  );
}

/** One list, so that it is known by its identity. */
const NONE: readonly string[] = [];

function modelsOf({ configuration, reachability }: Entry): readonly string[] {
  if (configuration.models.length > 0) return configuration.models;
  return reachability.kind === 'reachable' ? reachability.models : NONE;
}

function offeredBy(entry: Entry): Offered {
  const { own, elsewhere } = entry;
  return { provider: entry.configuration.entry.id, own, elsewhere, ids: modelsOf(entry) };
}

function stateOf(entry: Entry): ProviderState {
  const { configuration, reachability, lastError } = entry;
  return {
    id: configuration.entry.id,
    name: configuration.entry.name,
    configured: isConfigured(entry),
    keySource: configuration.keySource,
    baseUrl: configuration.baseUrl ?? configuration.entry.baseUrl,
    reachability,
    lastError,
    models: [...modelsOf(entry)],
  };
}

function sameSetup(a: Configuration, b: Configuration): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function unreadable(): Reachability {
  return {
    kind: 'unreachable',
    at: Date.now(),
    failure: 'unreadable-key',
    detail: 'The stored key cannot be read with the secret this server has now; enter it again.',
  };
}
