import { z } from 'zod';
import type { CatalogData } from '../../agents/models/catalog/catalogData.ts';
import { createKnownModels } from '../../agents/models/catalog/knownModels.ts';
import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import { calibrate, replay, type Prices } from '../../agents/models/router/replay.ts';
import { keyOf } from '../../agents/models/router/winRates.ts';
import { THRESHOLDS } from '../../agents/models/selection.ts';
import { specialistById } from '../../agents/roster/roster.ts';
import { Tier } from '../../shared/contact.ts';
import type { Database } from '../store/database.ts';
import { readModelFigures } from '../store/modelFigures.ts';
import { readTraffic } from '../store/traffic.ts';
import { readWinRates } from '../store/winRates.ts';
import { modelFor, recordedOf } from './traffic.ts';

const MOST = 100_000;
const DAY_MS = 86_400_000;

const Thresholds = z.object({ t1: z.number(), t2: z.number() });

/** What is asked of recorded traffic. */
export const ReplayAsked = z.object({
  days: z.int().min(1).max(30),
  /** Beside those the router goes by now. */
  thresholds: z.array(Thresholds).max(20),
  /** Those are looked for that spend at most this part of always-premium, 0 to 1. */
  share: z.nullable(z.number().positive().max(1)),
  /** Names of models that stand for a tier; those that answered most do otherwise. */
  models: z.partialRecord(Tier, z.string()),
});
export type ReplayAsked = z.infer<typeof ReplayAsked>;

const Row = z.object({
  policy: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('thresholds'), thresholds: Thresholds }),
    z.object({ kind: z.literal('as-it-was') }),
    z.object({ kind: z.literal('always-premium') }),
  ]),
  first: z.record(Tier, z.number()),
  disappointed: z.number(),
  spent: z.object({ micros: z.number(), unknown: z.number() }),
  shareOfPremium: z.nullable(z.number()),
});

export const ReplayReport = z.object({
  requests: z.number(),
  /** Answers of the demo and of models nobody described. */
  leftOut: z.number(),
  /** Null where nobody knows one. */
  models: z.record(Tier, z.nullable(z.string())),
  now: Thresholds,
  /** Null where none were asked for, or none keep within the share. */
  found: z.nullable(Thresholds),
  rows: z.array(Row),
});
export type ReplayReport = z.infer<typeof ReplayReport>;

/** There is no such model. */
export class NoSuchModel extends Error {
  override readonly name = 'NoSuchModel';
}

type Parts = { database: Pick<Database, 'pool'>; catalog: CatalogData; now?: () => number };

/** What other thresholds of the router would have spent on what was asked lately, beside always asking the premium tier. */
export async function replayTraffic(asked: ReplayAsked, { database, catalog, now = Date.now }: Parts) {
  const since = new Date(now() - asked.days * DAY_MS);
  const answered = await readTraffic(database.pool, { since, most: MOST });
  const traffic = answered.flatMap((one) => recordedOf(one, tierOfAgent) ?? []);
  const set = new Map((await readModelFigures(database.pool)).map((figures) => [figures.model, figures]));
  const known = createKnownModels(catalog, now)([], set);
  const standing = (tier: Tier): KnownModel | undefined => {
    const named = asked.models[tier];
    if (named === undefined) return modelFor(tier, { answered, known });
    const model = known.find(({ names }) => names.some((name) => name === named));
    if (model === undefined) throw new NoSuchModel(`The catalog knows no model ${named}.`);
    return model;
  };
  const models = { edge: standing('edge'), cloud: standing('cloud'), premium: standing('premium') };
  const priceOf = (model: KnownModel | undefined) => ({ price: model?.price ?? null });
  const prices: Prices = {
    edge: priceOf(models.edge),
    cloud: priceOf(models.cloud),
    premium: priceOf(models.premium),
  };
  const learned = await readWinRates(database.pool);
  const rates = new Map(learned.map(({ agentId, tier, band, ...record }) => [keyOf(agentId, tier, band), record]));
  const targetMicros = targetOf(asked.share, replay(traffic, prices, { thresholds: [], rates })[0]?.spent);
  const found = targetMicros === null ? undefined : calibrate(traffic, prices, { targetMicros, rates });
  const thresholds = [THRESHOLDS, ...asked.thresholds, ...(found === undefined ? [] : [found])];
  return ReplayReport.parse({
    requests: traffic.length,
    leftOut: answered.length - traffic.length,
    models: {
      edge: models.edge?.name ?? null,
      cloud: models.cloud?.name ?? null,
      premium: models.premium?.name ?? null,
    },
    now: THRESHOLDS,
    found: found ?? null,
    rows: replay(traffic, prices, { thresholds, rates }),
  });
}

function targetOf(share: number | null, premium: { micros: number; unknown: number } | undefined): number | null {
  return share === null || premium === undefined || premium.unknown > 0 || premium.micros === 0
    ? null
    : premium.micros * share;
}

/** Agents that are gone by now had work of no special kind. */
function tierOfAgent(agentId: string): Tier {
  return specialistById(agentId)?.tier ?? 'cloud';
}
