import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { startPostgres } from '../../scripts/services/postgres.ts';
import { startRedis } from '../../scripts/services/redis.ts';
import { Crew, pick } from './testing/crew.ts';
import { diskMissing, SmallDisk } from './testing/disk.ts';
import { type Fault, faults, outage } from './testing/faults.ts';
import { House } from './testing/house.ts';
import { randomOf } from './testing/random.ts';

const full = process.env.WAGGLE_TEST_FULL === '1';
/** Chosen anew in the long form; named where something is found. */
const seed = full ? Date.now() % 1_000_000 : 7;
const AT_LEAST = { embedded: { sends: 15_000, kills: 80 }, onServers: { sends: 6000, kills: 30 } };
const HASTY = fileURLToPath(new URL('./testing/hasty.ts', import.meta.url));
const servers = process.env.TEST_DATABASE_URL && process.env.TEST_REDIS_URL;

let closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

async function open(settings: NonNullable<Parameters<typeof House.open>[0]>, size?: Parameters<typeof Crew.gather>[1]) {
  const house = await House.open(settings);
  closing.push(() => house.close());
  const crew = await Crew.gather(house, size);
  closing.push(() => crew.close());
  return { house, crew, random: randomOf(seed) };
}

/** Lets everybody write while each of these goes wrong once, and in the long form on and on. */
async function endure(
  world: Parameters<Fault>[0],
  list: readonly Fault[],
  { sends, kills }: { sends: number; kills: number },
): Promise<void> {
  const { crew, house, random } = world;
  const writing = crew.write(random, full ? 3 : 5);
  for (const fault of list) await fault(world);
  const often = [...list, ...list.map(() => faults['the server is killed'])];
  while (full && (crew.sends < sends || house.kills < kills)) {
    await pick(often, random)(world);
    process.stderr.write(`${crew.sends} of ${sends} sends, ${house.kills} of ${kills} kills\n`);
  }
  await writing.end();
}

const LONG = { timeout: full ? 3_600_000 : 180_000 };

describe('nothing is lost, nothing is there twice, and everybody sees the same', LONG, () => {
  test('when lines, clocks, devices and the server fail', async () => {
    const world = await open({});
    await endure(world, Object.values(faults), AT_LEAST.embedded);
    expect(await world.crew.check(), `seed ${seed}`).toEqual([]);
  });

  test.skipIf(!servers)('when PostgreSQL, Redis and the server are killed', async () => {
    const postgres = await startPostgres(false);
    closing.push(() => postgres.stop());
    const redis = await startRedis();
    closing.push(() => redis.stop());
    const world = await open({
      env: { DATABASE_URL: postgres.url, REDIS_URL: redis.url, WAGGLE_SECRET: randomBytes(24).toString('hex') },
    });
    const list = [outage(postgres), outage(redis), faults['the server is killed']];
    await endure(world, list, AT_LEAST.onServers);
    expect(await world.crew.check(), `seed ${seed}`).toEqual([]);
  });

  test.skipIf(diskMissing !== undefined)('when the disk is full for a while', async () => {
    const disk = await SmallDisk.mount();
    closing.push(() => disk.unmount());
    const { house, crew, random } = await open({ folder: disk.folder });
    const writing = crew.write(random);
    await disk.fill();
    await vi.waitUntil(() => house.output.includes('No space left on device'), { timeout: 20_000 });
    await disk.empty();
    await crew.acknowledgements(20);
    await writing.end();
    expect(await crew.check()).toEqual([]);
  });
});

test('a server that acknowledges before it has stored is found out', LONG, async () => {
  const { house, crew, random } = await open({ script: HASTY });
  const writing = crew.write(random, 2);
  await crew.acknowledgements(60);
  await house.kill();
  await house.up();
  await writing.end();
  const kinds = new Set((await crew.check()).map(({ kind }) => kind));
  expect(kinds).toContain('lost');
});
