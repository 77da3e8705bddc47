import { z } from 'zod';
import type { CatalogData } from '../../agents/models/catalog/catalogData.ts';
import { createKnownModels } from '../../agents/models/catalog/knownModels.ts';
import type { KnownModel } from '../../agents/models/catalog/merge.ts';
import { calibrate, replay, type Prices } from '../../agents/models/router/replay.ts';
import { propose } from '../../agents/models/router/propose.ts';
import type { Thresholds as RouterThresholds } from '../../agents/models/router/tiers.ts';
import { BANDS, keyOf } from '../../agents/models/router/winRates.ts';
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
  /** So much worse the lower bound of what is proposed may be, 0 to 1. */
  margin: z.number().min(0).max(1),
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

const Known = z.object({ tier: Tier, band: z.enum(BANDS), observations: z.number() });

const Judged = z.object({
  thresholds: Thresholds,
  first: z.record(Tier, z.number()),
  shareOfPremium: z.number(),
  content: z.object({ estimate: z.number(), lower: z.number(), upper: z.number() }),
  own: z.number(),
  observations: z.number(),
});

const Proposal = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('change'), now: Judged, proposed: Judged, front: z.array(Judged) }),
  z.object({ kind: z.literal('stay'), now: Judged, front: z.array(Judged) }),
  z.object({ kind: z.literal('too-little'), missing: z.array(Known), front: z.array(Judged) }),
  z.object({ kind: z.literal('unpriced'), front: z.array(Judged) }),
]);

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
  proposal: Proposal,
});
export type ReplayReport = z.infer<typeof ReplayReport>;

/** There is no such model. */
export class NoSuchModel extends Error {
  override readonly name = 'NoSuchModel';
}

type Parts = {
  database: Pick<Database, 'pool'>;
  catalog: CatalogData;
  /** Those the router goes by, where somebody set them. */
  thresholds?: RouterThresholds | undefined;
  now?: () => number;
};

/** Of fewer answers of a tier to requests of like difficulty nothing is concluded. */
export const LEAST_ANSWERS = 20;

/** What other thresholds of the router would have spent on what was asked lately, beside always asking the premium tier. */
export async function replayTraffic(
  asked: ReplayAsked,
  { database, catalog, thresholds: standing = THRESHOLDS, now = Date.now }: Parts,
) {
  const since = new Date(now() - asked.days * DAY_MS);
  const answered = await readTraffic(database.pool, { since, most: MOST });
  const traffic = answered.flatMap((one) => recordedOf(one, tierOfAgent) ?? []);
  const set = new Map((await readModelFigures(database.pool)).map((figures) => [figures.model, figures]));
  const known = createKnownModels(catalog, now)([], set);
  const modelOf = (tier: Tier): KnownModel | undefined => {
    const named = asked.models[tier];
    if (named === undefined) return modelFor(tier, { answered, known });
    const model = known.find(({ names }) => names.some((name) => name === named));
    if (model === undefined) throw new NoSuchModel(`The catalog knows no model ${named}.`);
    return model;
  };
  const models = { edge: modelOf('edge'), cloud: modelOf('cloud'), premium: modelOf('premium') };
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
  const thresholds = [standing, ...asked.thresholds, ...(found === undefined ? [] : [found])];
  return ReplayReport.parse({
    requests: traffic.length,
    leftOut: answered.length - traffic.length,
    models: {
      edge: models.edge?.name ?? null,
      cloud: models.cloud?.name ?? null,
      premium: models.premium?.name ?? null,
    },
    now: standing,
    found: found ?? null,
    rows: replay(traffic, prices, { thresholds, rates }),
    proposal: propose(traffic, prices, { now: standing, rates, margin: asked.margin, least: LEAST_ANSWERS }),
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
