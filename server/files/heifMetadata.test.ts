import sharp from 'sharp';
import { expect, it } from 'vitest';
import { heifMetadata } from './heifMetadata.ts';

const SECRET = 'Hidden Valley 7';

const picture = () =>
  sharp({ create: { width: 64, height: 64, channels: 3, background: '#fc0' } })
    .withExif({ IFD0: { Copyright: SECRET } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`)
    .avif({ effort: 0 })
    .toBuffer();

it('finds what a picture tells, so that it can be blotted out', async () => {
  const bytes = await picture();
  expect(bytes.includes(SECRET)).toBe(true);
  const found = heifMetadata(bytes) ?? [];
  expect(found).toHaveLength(2);
  for (const { offset, length } of found) bytes.fill(0, offset, offset + length);
  expect(bytes.includes(SECRET)).toBe(false);
  const { data } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  expect(data[0]).toBeGreaterThan(240);
});

it('finds nothing where nothing is told', async () => {
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#fc0' } })
    .avif()
    .toBuffer();
  expect(heifMetadata(bytes)).toEqual([]);
});

it('does not know what is broken, and always ends', async () => {
  const bytes = await picture();
  expect(heifMetadata(Buffer.alloc(0))).toBeUndefined();
  expect(heifMetadata(Buffer.alloc(100))).toBeUndefined();
  for (let length = 0; length < 200; length += 7) expect(heifMetadata(bytes.subarray(0, length))).toBeUndefined();
  for (let at = 0; at < 400; at++) {
    const damaged = Buffer.from(bytes);
    damaged[at] = 0xff;
    heifMetadata(damaged);
  }
});
