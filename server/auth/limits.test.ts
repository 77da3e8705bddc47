import { describe, expect, it } from 'vitest';
import { Refusal } from '../refusal.ts';
import { createLimits, limitTable, lockoutSeconds } from './limits.ts';

const wrong = () => Promise.reject(new Refusal('forbidden', 'wrong'));
const right = () => Promise.resolve('in');
const minutes = (n: number) => n * 60_000;

describe('guard', () => {
  it('refuses the sixth wrong password within fifteen minutes, and says for how long', async () => {
    const limits = createLimits();
    for (let i = 0; i < 5; i++) {
      await expect(limits.guard([['passwordOfAccount', 'ada']], wrong)).rejects.toMatchObject({ code: 'forbidden' });
    }
    const refusal = await limits.guard([['passwordOfAccount', 'ada']], right).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'rate-limited' });
    expect((refusal as Refusal).retryAfterMs).toBeGreaterThan(minutes(14));
    expect((refusal as Refusal).retryAfterMs).toBeLessThanOrEqual(minutes(15));
    expect(await limits.guard([['passwordOfAccount', 'bob']], right)).toBe('in');
  });

  it('does not let many attempts at once through', async () => {
    const limits = createLimits();
    const all = await Promise.allSettled(
      Array.from({ length: 50 }, () => limits.guard([['passwordOfAccount', 'ada']], wrong)),
    );
    const codes = all.map((one) => (one.status === 'rejected' ? (one.reason as Refusal).code : 'in'));
    expect(codes.filter((code) => code === 'forbidden')).toHaveLength(5);
    expect(codes.filter((code) => code === 'rate-limited')).toHaveLength(45);
  });

  it('begins anew after a success', async () => {
    const limits = createLimits();
    for (let round = 0; round < 4; round++) {
      for (let i = 0; i < 4; i++) await limits.guard([['passwordOfAccount', 'ada']], wrong).catch(() => undefined);
      expect(await limits.guard([['passwordOfAccount', 'ada']], right)).toBe('in');
    }
  });

  it('takes back only its own attempt where a key stands for many people', async () => {
    const limits = createLimits({ table: { ...limitTable, passwordByAddress: { points: 2, seconds: 60 } } });
    const attempt = (way: () => Promise<unknown>) => limits.guard([['passwordByAddress', 'a']], way);
    await attempt(wrong).catch(() => undefined);
    for (let i = 0; i < 5; i++) await attempt(right);
    await attempt(wrong).catch(() => undefined);
    await expect(attempt(right)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  it('does not hold faults of the server against anybody', async () => {
    const limits = createLimits();
    const fault = () => Promise.reject(new Error('no database'));
    for (let i = 0; i < 20; i++) {
      await expect(limits.guard([['passwordOfAccount', 'ada']], fault)).rejects.toThrow('no database');
    }
    expect(await limits.guard([['passwordOfAccount', 'ada']], right)).toBe('in');
  });
});

describe('forget', () => {
  it('opens an account that is locked', async () => {
    const limits = createLimits();
    for (let i = 0; i < 7; i++) await limits.guard([['passwordOfAccount', 'ada']], wrong).catch(() => undefined);
    await limits.forget('passwordOfAccount', 'ada');
    expect(await limits.guard([['passwordOfAccount', 'ada']], right)).toBe('in');
  });
});

describe('lockoutSeconds', () => {
  it('doubles from the first on, up to four hours', () => {
    expect([1, 2, 3, 4, 5, 6, 9].map((nth) => lockoutSeconds(900, nth) / 60)).toEqual([15, 30, 60, 120, 240, 240, 240]);
  });
});

describe('count', () => {
  it('counts successes too', async () => {
    const limits = createLimits({ table: { ...limitTable, signUp: { points: 3, seconds: 60 } } });
    for (let i = 0; i < 3; i++) await limits.count('signUp', 'a');
    await expect(limits.count('signUp', 'a')).rejects.toMatchObject({ code: 'rate-limited' });
  });
});
