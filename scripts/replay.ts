// Prints what other thresholds of the router would have spent on recorded traffic:
//   npm run replay -- --days 30 --thresholds 0.3,0.6 --share 50 --premium anthropic/claude-opus-5-5
import { parseArgs } from 'node:util';
import type { Tier } from '../shared/contact.ts';
import { REPLAY } from '../server/answerFolder.ts';
import { type Env, loadEnv } from '../server/env.ts';
import { createLog } from '../server/log.ts';
import { openStore } from '../server/openStore.ts';
import { readModelCatalog } from '../server/providers/modelCatalog.ts';
import { inColumns, tellProposal } from '../server/replay/tellProposal.ts';
import { LEAST_ANSWERS, NoSuchModel, ReplayAsked, ReplayReport, replayTraffic } from '../server/replay/replay.ts';
import { startFault } from '../server/startFaults.ts';
import { askDataFolder } from '../server/store/dataFolder.ts';

const USAGE = `npm run replay -- [options]
  --days N            of the last N days, 1 to 30 (30)
  --thresholds A,B    with these too: below A the edge tier answers, below B the cloud's (may be given several times)
  --share P           looks for those that spend at most P % of always-premium
  --margin P          proposes those surely not worse than P points of 100 than these (2)
  --edge, --cloud, --premium provider/model   which model's prices stand for a tier`;

class WrongUse extends Error {
  override readonly name = 'WrongUse';
}

async function main(): Promise<void> {
  const asked = readArguments();
  const env = loadEnv();
  print(asked, (await askRunning(env, asked)) ?? (await replayAlone(env, asked)));
}

function readArguments(): ReplayAsked {
  const text = { type: 'string' } as const;
  const options = { days: text, share: text, margin: text, edge: text, cloud: text, premium: text };
  const given = optionsIn({ ...options, thresholds: { ...text, multiple: true } });
  const { days = '30', share, margin = '2', thresholds = [], edge, cloud, premium } = given;
  const named = Object.entries({ edge, cloud, premium }).filter(([, name]) => name !== undefined);
  const asked = ReplayAsked.safeParse({
    days: Number(days),
    thresholds: thresholds.map((one) => {
      const [t1, t2] = one.split(',').map(Number);
      return { t1, t2 };
    }),
    share: share === undefined ? null : Number(share) / 100,
    models: Object.fromEntries(named),
    margin: Number(margin) / 100,
  });
  if (!asked.success) throw new WrongUse(USAGE);
  return asked.data;
}

function optionsIn<T extends NonNullable<NonNullable<Parameters<typeof parseArgs>[0]>['options']>>(options: T) {
  try {
    return parseArgs({ options }).values;
  } catch {
    throw new WrongUse(USAGE);
  }
}

/** Only one process can have an embedded database open: the one that runs is asked, if there is one. */
async function askRunning(env: Env, asked: ReplayAsked): Promise<ReplayReport | undefined> {
  if (env.databaseUrl !== undefined) return undefined;
  const reply = await askDataFolder(env.dataDir, { command: REPLAY, asked });
  if (reply === undefined) return undefined;
  if (!reply.ok) throw new WrongUse(reply.message);
  return ReplayReport.parse(reply.data);
}

async function replayAlone(env: Env, asked: ReplayAsked): Promise<ReplayReport> {
  const log = createLog('warn');
  const store = await openStore(env, log);
  try {
    const catalog = await readModelCatalog(env.dataDir, log);
    return await replayTraffic(asked, { database: store.database, catalog, thresholds: env.thresholds });
  } finally {
    await store.close();
  }
}

function print({ days, share, margin }: ReplayAsked, report: ReplayReport): void {
  const { requests, leftOut, models, now, found, rows } = report;
  console.log(`\n${requests} answers of the last ${days} days.`);
  if (leftOut > 0) console.log(`${leftOut} more are left out: of the demo, or of models of which no tier is known.`);
  if (requests === 0) return;
  const same = (a: typeof now, b: typeof now | null) => a.t1 === b?.t1 && a.t2 === b.t2;
  const nameOf = ({ policy }: (typeof rows)[number]): string => {
    if (policy.kind !== 'thresholds') return policy.kind === 'as-it-was' ? 'as it was' : 'always premium';
    const { t1, t2 } = policy.thresholds;
    const mark = same(policy.thresholds, now) ? ' (now)' : same(policy.thresholds, found) ? ' (found)' : '';
    return `${t1}, ${t2}${mark}`;
  };
  const lines = rows.map((row) => {
    const { first, disappointed, spent, shareOfPremium } = row;
    const dollars = `$${(spent.micros / 1e6).toFixed(4)}`;
    return [
      ...[nameOf(row), first.edge, first.cloud, first.premium, disappointed].map(String),
      spent.unknown === 0 ? dollars : `${dollars} and ${spent.unknown} unknown`,
      shareOfPremium === null ? '–' : `${(shareOfPremium * 100).toFixed(1)} %`,
    ];
  });
  table([['thresholds', 'edge', 'cloud', 'premium', 'disappointed', 'spent', 'of premium'], ...lines]);
  const tiers: Tier[] = ['edge', 'cloud', 'premium'];
  console.log(`\nPrices of: ${tiers.map((tier) => `${tier} ${models[tier] ?? 'nobody known'}`).join(', ')}`);
  console.log(
    'Disappointed: people sent such an answer back, of this tier or of a better one, by a thumb or to be written again.',
  );
  if (share !== null && found === null) console.log(`No thresholds spend at most ${share * 100} % of always-premium.`);
  for (const line of tellProposal(report.proposal, { margin, least: LEAST_ANSWERS })) console.log(line);
}

function table(lines: readonly (readonly string[])[]): void {
  console.log();
  for (const line of inColumns(lines)) console.log(line);
}

main().catch((error: unknown) => {
  const isForPeople = error instanceof WrongUse || error instanceof NoSuchModel;
  console.error(isForPeople ? error.message : (startFault(error) ?? error));
  process.exitCode = 1;
});
