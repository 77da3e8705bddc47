import { afterEach, expect, test } from 'vitest';
import { Crew } from './testing/crew.ts';
import { faults } from './testing/faults.ts';
import { House } from './testing/house.ts';
import { randomOf } from './testing/random.ts';

const full = process.env.WAGGLE_TEST_FULL === '1';

let closing: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

async function open(settings?: Parameters<typeof House.open>[0]): Promise<{ house: House; crew: Crew }> {
  const house = await House.open(settings);
  closing.push(() => house.close());
  const crew = await Crew.gather(house);
  closing.push(() => crew.close());
  return { house, crew };
}

test('whatever goes wrong, nothing is lost, nothing is there twice, and everybody sees the same', async () => {
  const seed = full ? Date.now() % 100_000 : 7;
  const random = randomOf(seed);
  const { house, crew } = await open();
  const writing = crew.write(random);
  for (const [name, fault] of Object.entries(faults)) {
    const began = performance.now();
    await fault({ house, crew, random });
    console.log(name, Math.round(performance.now() - began), crew.sends);
  }
  await writing.end();
  const began = performance.now();
  expect(await crew.check(), `seed ${seed}`).toEqual([]);
  console.log('check', Math.round(performance.now() - began), crew.sends, house.kills);
}, 200_000);
