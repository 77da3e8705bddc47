import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Frames } from './testing/frames.ts';

function frame(text: string, mask: number[] | null): Buffer {
  const payload = Buffer.from(text);
  const { length } = payload;
  const head =
    length < 126
      ? [length]
      : length < 65_536
        ? [126, length >> 8, length & 255]
        : [127, 0, 0, 0, 0, 0, length >> 16, (length >> 8) & 255, length & 255];
  head[0] = (head[0] ?? 0) | (mask ? 0x80 : 0);
  const body = mask ? payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([0x81, ...head, ...(mask ?? [])]), body]);
}

test('a stream is cut into its frames, however it comes in', () => {
  const text = fc.oneof(fc.string(), fc.string({ minLength: 130, maxLength: 200 }), fc.constant('ä'.repeat(40_000)));
  const mask = fc.option(fc.array(fc.nat(255), { minLength: 4, maxLength: 4 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(text, mask), { maxLength: 6 }), fc.integer({ min: 1, max: 50 }), (sent, times) => {
      const stream = Buffer.concat(sent.map(([each, masked]) => frame(each, masked)));
      const size = stream.length < 1000 ? times : times * 400;
      const frames = new Frames();
      const got = [];
      for (let at = 0; at < stream.length; at += size) got.push(...frames.push(stream.subarray(at, at + size)));
      expect(got.map(({ text: each }) => each)).toEqual(sent.map(([each]) => each));
      expect(Buffer.concat(got.map(({ bytes }) => bytes)).equals(stream)).toBe(true);
    }),
    { numRuns: 50 },
  );
});
