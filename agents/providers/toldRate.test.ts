import { describe, expect, it } from 'vitest';
import { createScheduler } from '../models/limits/scheduler.ts';
import { createOwnLimits } from '../models/limits/sharedLimits.ts';
import { withLimits } from '../models/limits/withLimits.ts';
import { candidateFor, quickClock, recordedLog } from '../testing/parts.ts';
import { asking, providerAt, readAll, type Vendor, vendors } from '../testing/vendors.ts';
import { type ToldRate, toldRate } from './toldRate.ts';

const openAi = (of: string, [limit, left, reset]: readonly [string, string, string]) => ({
  [`x-ratelimit-limit-${of}`]: limit,
  [`x-ratelimit-remaining-${of}`]: left,
  [`x-ratelimit-reset-${of}`]: reset,
});

describe('toldRate', () => {
  it('reads what Anthropic says', () => {
    const headers = new Headers({
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '49',
      'anthropic-ratelimit-requests-reset': '2026-11-22T05:00:01Z',
      'anthropic-ratelimit-tokens-limit': '38000',
      'anthropic-ratelimit-tokens-remaining': '37000',
      'anthropic-ratelimit-tokens-reset': '2026-11-22T05:00:02Z',
    });
    expect(toldRate(headers)).toEqual({ requests: { limit: 50, left: 49 }, tokens: { limit: 38_000, left: 37_000 } });
  });

  it('reads what OpenAI says', () => {
    const headers = new Headers({
      ...openAi('requests', ['500', '499', '120ms']),
      ...openAi('tokens', ['150000', '149984', '6ms']),
    });
    expect(toldRate(headers)).toEqual({
      requests: { limit: 500, left: 499 },
      tokens: { limit: 150_000, left: 149_984 },
    });
  });

  it.each([
    ['a limit by the day', ['14400', '14370', '3m0s']],
    ['another one', ['10000', '9999', '8.64s']],
    ['a limit of which nothing is used, whose length nobody knows', ['500', '500', '0s']],
    ['a time that is none', ['500', '499', 'soon']],
    ['nothing', ['0', '0', '1s']],
    ['a number that is none', ['5e2', '1', '1s']],
  ] as const)('takes %s for no rate by the minute', (_, said) => {
    expect(toldRate(new Headers(openAi('requests', said)))).toBeNull();
  });

  it('does not mind who says nothing', () => {
    expect(toldRate(new Headers())).toBeNull();
    expect(toldRate(new Headers({ 'x-ratelimit-limit-tokens': '5' }))).toBeNull();
  });
});

/** What a vendor says of requests by the minute, of which so many are left. */
function saying({ kind }: Vendor, limit: number, left: number): Record<string, string> {
  if (kind !== 'anthropic') {
    return openAi('requests', [String(limit), String(left), `${String((60 * (limit - left)) / limit)}s`]);
  }
  return {
    'anthropic-ratelimit-requests-limit': String(limit),
    'anthropic-ratelimit-requests-remaining': String(left),
    'anthropic-ratelimit-requests-reset': '2026-11-22T05:00:03Z',
  };
}

describe.each(vendors)('$kind through its SDK', (vendor) => {
  it('says its rates with an answer and with a refusal, and they hold for the requests after it', async () => {
    const server = await vendor.start();
    const provider = providerAt(vendor, server);
    const headers = saying(vendor, 50, 48);
    const heard: ToldRate[] = [];
    const onRate = (rate: ToldRate) => void heard.push(rate);
    server.next({ do: 'answer', headers }, { do: 'refuse', fault: 'rate-limited', headers }, { do: 'answer' });
    for (const fault of [undefined, 'rate-limited', undefined]) {
      const { error } = await readAll(provider, asking(vendor.model, { onRate }));
      expect(error?.fault).toBe(fault);
    }
    const told = { requests: { limit: 50, left: 48 }, tokens: null };
    expect(heard).toEqual([told, told]);

    const clock = quickClock();
    const now = () => clock.now();
    const shared = createOwnLimits(() => ({ requests: null, tokens: null }), now);
    const scheduler = createScheduler({ concurrency: 4, bounds: { most: 99, mostPerChat: 99 }, now });
    const rateOf = () => ({ requests: null, tokens: null });
    const parts = { scheduler, rateOf, shared, clock, log: recordedLog() };
    const before = server.requests.length;
    server.otherwise(() => ({ do: 'answer', headers: saying(vendor, 2, 2 - (server.requests.length - before)) }));
    // Two processes, which know of each other by what is shared.
    const asks = [withLimits(parts), withLimits(parts)];
    const place = { userId: 'ada', chatId: 'c', priority: 'person' as const };
    const send = async (ask: (typeof asks)[number] | undefined) => {
      for await (const _ of ask?.(candidateFor(provider, vendor.model), asking(vendor.model), place) ?? []);
    };
    await send(asks[0]);
    await send(asks[1]);
    await expect(send(asks[0])).rejects.toMatchObject({ name: 'Held', fault: 'rate-limited' });
    await expect(send(asks[1])).rejects.toMatchObject({ name: 'Held', fault: 'rate-limited' });
    expect(server.requests.length).toBe(before + 2);
    await server.close();
  });
});
