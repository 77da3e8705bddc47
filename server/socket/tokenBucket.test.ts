import { describe, expect, it } from 'vitest';
import { TokenBucket } from './tokenBucket.ts';

describe('a token bucket', () => {
  it('lets a burst through, then one at a time', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 3 }, 0);
    expect([0, 0, 0].map((at) => bucket.take(at))).toEqual([0, 0, 0]);
    expect(bucket.take(0)).toBe(100);
    expect(bucket.take(99)).toBe(1);
    expect(bucket.take(100)).toBe(0);
    expect(bucket.take(100)).toBe(100);
  });

  it('never saves more than a burst', () => {
    const bucket = new TokenBucket({ perSecond: 10, burst: 2 }, 0);
    expect([1e6, 1e6].map((at) => bucket.take(at))).toEqual([0, 0]);
    expect(bucket.take(1e6)).toBe(100);
  });
});
