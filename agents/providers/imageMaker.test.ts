import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { PICTURE, startOpenAiServer } from '../testing/openaiServer.ts';
import { VENDOR_KEY, type VendorServer } from '../testing/vendorServer.ts';
import { knownProvider } from '../testing/vendors.ts';
import { buildImageMaker } from './build.ts';
import type { ProviderError } from './provider.ts';

const request = { prompt: 'A hive at dawn', size: '1536x1024', quality: 'low' } as const;
const never = () => new AbortController().signal;

describe.each([
  ['openai' as const, startOpenAiServer],
  ['compatible' as const, startCompatibleServer],
])('%s through its SDK', (kind, start) => {
  let server: VendorServer;
  beforeAll(async () => {
    server = await start();
  });
  afterAll(() => server.close());

  const build = (apiKey = VENDOR_KEY) =>
    buildImageMaker(
      { entry: knownProvider(kind === 'openai' ? 'openai' : 'custom'), apiKey, baseUrl: `${server.url}/v1` },
      'gpt-image-1.5',
    );

  it('makes one picture of what is asked for', async () => {
    const bytes = await build()?.generate(request, never());
    expect(bytes === undefined ? null : Buffer.from(bytes)).toEqual(PICTURE);
    const more = { model: 'gpt-image-1.5', n: 1, output_format: 'png', stream: false };
    expect(server.images).toEqual([{ ...request, ...more }]);
  });

  it.each([
    ['refused', 'refused'],
    ['rate-limited', 'rate-limited'],
    ['no-credit', 'out-of-credit'],
    ['overloaded', 'overloaded'],
    ['not-found', 'bad-request'],
  ] as const)('says of %s what it is, and asks once', async (fault, expected) => {
    const before = server.images.length;
    server.next({ do: 'refuse', fault });
    await expect(build()?.generate(request, never())).rejects.toMatchObject({ fault: expected });
    expect(server.images.length).toBe(before + 1);
  });

  it('says that the connection broke', async () => {
    server.next({ do: 'reset', after: -1 });
    await expect(build()?.generate(request, never())).rejects.toMatchObject({ fault: 'unreachable' });
  });

  it('does not tell a wrong key', async () => {
    const failed = build('sk-wrong-0123456789')?.generate(request, never());
    await expect(failed).rejects.toMatchObject({ fault: 'bad-key' });
    const error = await failed?.catch((caught: unknown) => caught as ProviderError);
    expect(String((error as ProviderError).cause)).not.toContain('sk-wrong');
  });

  it('stops waiting when it is stopped', async () => {
    const before = server.images.length;
    server.next({ do: 'hang', after: -1 });
    const stop = new AbortController();
    const asked = build()?.generate(request, stop.signal);
    const failed = expect(asked).rejects.toMatchObject({ fault: 'aborted' });
    await expect.poll(() => server.images.length).toBe(before + 1);
    stop.abort();
    await failed;
  });
});

it('is not made of who speaks another protocol', () => {
  expect(buildImageMaker({ entry: knownProvider('anthropic'), apiKey: 'x' }, 'any')).toBeUndefined();
  expect(buildImageMaker({ entry: knownProvider('openai'), apiKey: 'x' }, 'any')).toMatchObject({ model: 'any' });
});
