import type { Logger } from 'pino';
import { difficultyOf } from '../../agents/models/router/difficulty.ts';
import type { Recorded } from '../../agents/models/router/replay.ts';
import { bandOf, EXPECTED, keyOf, rateOf, type WinRates, withOutcome } from '../../agents/models/router/winRates.ts';
import type { Tier } from '../../shared/contact.ts';
import type { WinRate } from '../../shared/winRate.ts';
import type { Bus } from '../bus/bus.ts';
import { recordedOf } from '../replay/traffic.ts';
import type { Database } from '../store/database.ts';
import { readTraffic } from '../store/traffic.ts';
import {
  claimCounting,
  forgetWinRates,
  type KeptRate,
  readResets,
  readWinRates,
  replaceWinRates,
} from '../store/winRates.ts';

const CHANGED = 'rates:changed';
const EVERY_MS = 600_000;
/** Of what counts half after two weeks little is left after a month, and traces are not kept longer. */
const DAYS = 30;
const MOST = 5_000;

/** What the router has learned of the agents: in memory for it, counted anew every ten minutes by one process. */
export type LearnedRates = {
  rates(): WinRates;
  list(): Promise<{ rates: WinRate[]; expected: number }>;
  reset(agentId: string | null): Promise<void>;
  /** Counts now, unless that was done a moment ago. */
  count(): Promise<void>;
  close(): void;
};

type Parts = {
  database: Pick<Database, 'pool'>;
  bus: Bus;
  tierOf(agentId: string): Tier;
  /** Whether this process counts. */
  counts: boolean;
  logger: Pick<Logger, 'error'>;
  now?: () => number;
};

export async function openWinRates(parts: Parts): Promise<LearnedRates> {
  const { database, bus, tierOf, counts, logger, now = Date.now } = parts;
  const { pool } = database;
  let kept: readonly KeptRate[] = [];
  let rates: WinRates = new Map();

  async function load(): Promise<void> {
    kept = await readWinRates(pool);
    rates = new Map(kept.map(({ agentId, tier, band, ...record }) => [keyOf(agentId, tier, band), record]));
  }
  const logged = (work: Promise<void>) =>
    void work.catch((error: unknown) => logger.error({ err: error }, 'what was learned could not be read or counted'));

  async function count(): Promise<void> {
    if (!(await claimCounting(pool, now(), EVERY_MS - 1_000))) return;
    const since = new Date(now() - DAYS * 86_400_000);
    const [answered, resetOf] = [await readTraffic(pool, { since, most: MOST }), await readResets(pool)];
    const traffic = answered
      .filter(({ agentId, at }) => at > resetOf(agentId))
      .flatMap((one) => {
        const recorded = recordedOf(one, tierOf);
        return recorded === undefined ? [] : [{ ...recorded, ageMs: now() - one.at }];
      });
    await replaceWinRates(pool, countedOf(traffic));
    await load();
    bus.publish(CHANGED, {});
  }

  await load();
  const stops = [bus.subscribe(CHANGED, () => logged(load())), bus.onResumed(() => logged(load()))];
  const timer = counts ? setInterval(() => logged(count()), EVERY_MS).unref() : undefined;
  return {
    rates: () => rates,
    async list() {
      return {
        rates: kept.map(({ wins, losses, ...rate }) => ({ ...rate, rate: rateOf({ wins, losses }) })),
        expected: EXPECTED,
      };
    },
    async reset(agentId) {
      await forgetWinRates(pool, agentId, now());
      await load();
      bus.publish(CHANGED, {});
    },
    count,
    close() {
      clearInterval(timer);
      for (const stop of stops) stop();
    },
  };
}

/** Outcomes added up by agent, tier and band, the older ones more quietly. */
export function countedOf(traffic: readonly (Recorded & { ageMs: number })[]): KeptRate[] {
  const counted = new Map<string, KeptRate>();
  for (const { agent, features, tier, outcome, ageMs } of traffic) {
    const band = bandOf(difficultyOf(features, agent.tier).score);
    const key = keyOf(agent.id, tier, band);
    const before = counted.get(key) ?? { agentId: agent.id, tier, band, wins: 0, losses: 0, answers: 0 };
    counted.set(key, { ...before, ...withOutcome(before, outcome, ageMs), answers: before.answers + 1 });
  }
  return [...counted.values()];
}
