import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLooker } from './looker.ts';
import sharp from 'sharp';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waggle-look-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function task(name: string, bytes: Uint8Array) {
  const source = join(folder, name);
  await writeFile(source, bytes);
  const outputs = { file: `${source}.file`, preview: `${source}.preview`, thumb: `${source}.thumb` };
  return { task: 'look', source, voice: false, outputs } as const;
}

const picture = () =>
  sharp({ create: { width: 3000, height: 2000, channels: 3, background: '#fc0' } })
    .avif({ effort: 0 })
    .toBuffer();

it('refuses what takes too long, and looks at the next one all the same', async () => {
  const looker = createLooker({ longestMs: 20 });
  try {
    const slow = await task('slow', await picture());
    expect(await looker.look(slow)).toEqual({ kind: 'refused', why: 'it could not be opened' });
    const patient = createLooker();
    expect(await patient.look(slow)).toMatchObject({ kind: 'picture', width: 3000, height: 2000 });
    await patient.close();
  } finally {
    await looker.close();
  }
});

it('takes from a picture it cannot open what that tells, or refuses it', async () => {
  const looker = createLooker();
  const avif = await sharp({ create: { width: 64, height: 64, channels: 3, background: '#fc0' } })
    .withExif({ IFD0: { Copyright: 'Hidden Valley 7' } })
    .avif({ effort: 0 })
    .toBuffer();
  // The boxes are the same, by whatever means the pixels are packed.
  const heic = Buffer.from(avif.toString('latin1').replace('ftypavif', 'ftypheic'), 'latin1');
  const whole = await task('whole', heic);
  expect(await looker.look(whole)).toEqual({ kind: 'bytes', recognised: { kind: 'other', mime: 'image/heic' } });
  const kept = await readFile(whole.source);
  expect([kept.length, kept.includes('Hidden Valley')]).toEqual([heic.length, false]);
  expect(await looker.look(await task('cut', heic.subarray(0, 150)))).toMatchObject({ kind: 'refused' });
  await looker.close();
});

it('looks into many, one after the other', async () => {
  const looker = createLooker();
  const texts = await Promise.all(Array.from({ length: 5 }, (_, index) => task(`t${index}`, Buffer.from('Summ'))));
  const looked = await Promise.all(texts.map((text) => looker.look(text)));
  expect(looked).toEqual(texts.map(() => ({ kind: 'bytes', recognised: { kind: 'text', mime: 'text/plain' } })));
  await looker.close();
});

it('takes what is missing for a fault and not for a bad file', async () => {
  const looker = createLooker();
  const { source, ...rest } = await task('gone', Buffer.from('x'));
  await rm(source);
  await expect(looker.look({ source, ...rest })).rejects.toThrow('ENOENT');
  await looker.close();
  await expect(looker.look({ source, ...rest })).rejects.toThrow('ending');
});
