import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Purse, withBudget } from '../models/budget/withBudget.ts';
import { candidateFor, recordedLog } from '../testing/parts.ts';
import { asking, providerAt, readAll, vendors } from '../testing/vendors.ts';
import type { VendorServer } from '../testing/vendorServer.ts';
import { countable } from './countable.ts';
import type { Provider } from './provider.ts';

const MOST = 10_000_000;

describe('what a vendor says was used', () => {
  test('is counted in whole numbers within bounds, and stays what it is where it can be', () => {
    const whole = { inputTokens: 21, outputTokens: 13, cachedInputTokens: 1 };
    expect(countable(whole)).toEqual(whole);
    expect(countable({ inputTokens: 1e21, outputTokens: -5, thinkingTokens: 0.6 })).toEqual({
      ...{ inputTokens: MOST, outputTokens: 0, thinkingTokens: 1 },
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, '7' as unknown as number])('is unknown with %s', (outputTokens) => {
    expect(countable({ inputTokens: 1, outputTokens })).toBeNull();
  });

  test('may be unknown', () => {
    expect(countable(null)).toBeNull();
  });
});

describe.each(vendors)('$kind', (vendor) => {
  let server: VendorServer;
  let provider: Provider;
  beforeAll(async () => {
    server = await vendor.start();
    provider = providerAt(vendor, server);
  });
  afterAll(() => server.close());

  const usageOf = async (inputTokens: unknown, outputTokens: unknown) => {
    const usage = { inputTokens, outputTokens } as { inputTokens: number; outputTokens: number };
    server.next({ do: 'play', parts: [{ text: 'Hi' }], usage });
    const { events, done, error } = await readAll(provider, asking(vendor.model));
    expect(error).toBeNull();
    const told = events.flatMap((event) => (event.type === 'usage' ? [event.usage] : []));
    return { told, usage: done?.usage };
  };

  test('is not believed where it tells fractions or more than can be', async () => {
    const { usage, told } = await usageOf(100.4, 1e21);
    expect(usage).toMatchObject({ inputTokens: 100, outputTokens: MOST });
    for (const { inputTokens, outputTokens } of told) {
      expect([inputTokens, outputTokens].every(Number.isSafeInteger)).toBe(true);
    }
  });

  test('is not believed where it tells less than nothing', async () => {
    // Anthropic tells a first sum before.
    expect((await usageOf(100, -50)).usage?.outputTokens).toBe(vendor.kind === 'anthropic' ? 1 : 0);
  });

  test('tells nothing where it tells no number', async () => {
    expect((await usageOf(100, 'many')).usage).toBeNull();
  });
});

test('is what a budget counts, which gives nothing back', async () => {
  const [, , vendor] = vendors;
  const server = await vendor.start();
  const settled: unknown[] = [];
  const purse: Purse = {
    limits: () => true,
    money: async () => null,
    reserve: async () => true,
    settle: async (_, micros) => void settled.push(micros),
  };
  const spender = { userId: 'anna', chatId: 'chat', agentId: 'coder', runId: 'run' };
  const priced = candidateFor({ ...providerAt(vendor, server), id: 'anthropic' }, 'claude-haiku-5-5');
  const { provider } = withBudget(priced, spender, { purse, log: recordedLog() });
  server.next({ do: 'answer', usage: { inputTokens: 1_000, outputTokens: -1_000_000 } });
  server.next({ do: 'answer', usage: { inputTokens: 1_000.4, outputTokens: 100 } });
  for (const _ of [1, 2]) expect((await readAll(provider, asking('qwen3'))).error).toBeNull();
  expect(settled).toEqual([100, 150]);
  await server.close();
});
