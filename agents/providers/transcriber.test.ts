import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCompatibleServer } from '../testing/compatibleServer.ts';
import { startOpenAiServer } from '../testing/openaiServer.ts';
import { SAID, VENDOR_KEY, type VendorServer } from '../testing/vendorServer.ts';
import { knownProvider } from '../testing/vendors.ts';
import { buildTranscriber } from './build.ts';
import type { ProviderError } from './provider.ts';
import { transcribingModel } from './transcriber.ts';

const recording = { bytes: Buffer.from('summ summ'), mime: 'audio/webm' };
const never = () => new AbortController().signal;

describe.each([
  ['openai' as const, startOpenAiServer, ['gpt-6-luna', 'gpt-transcribe']],
  ['compatible' as const, startCompatibleServer, ['llama4', 'whisper-large-v4']],
])('%s through its SDK', (kind, start, models) => {
  let server: VendorServer;
  beforeAll(async () => {
    server = await start(models);
  });
  afterAll(() => server.close());

  const build = (apiKey = VENDOR_KEY) =>
    buildTranscriber({
      entry: knownProvider(kind === 'openai' ? 'openai' : 'custom'),
      apiKey,
      baseUrl: `${server.url}/v1`,
      models,
    });

  it('writes down what was said', async () => {
    expect(await build()?.transcribe(recording, never())).toBe(SAID);
    const [sent] = server.recordings;
    expect(sent).toMatchObject({ name: 'voice.webm', type: 'audio/webm' });
    expect(sent?.fields).toEqual({ model: models[1], response_format: 'json' });
    expect(sent?.bytes.toString()).toBe('summ summ');
  });

  it.each([
    ['rate-limited', 'rate-limited'],
    ['overloaded', 'overloaded'],
    ['no-credit', 'out-of-credit'],
  ] as const)('says of %s what it is, and asks once', async (fault, expected) => {
    const before = server.recordings.length;
    server.next({ do: 'refuse', fault });
    await expect(build()?.transcribe(recording, never())).rejects.toMatchObject({ fault: expected });
    expect(server.recordings.length).toBe(before + 1);
  });

  it('does not tell a wrong key', async () => {
    const failed = build('sk-wrong-0123456789')?.transcribe(recording, never());
    await expect(failed).rejects.toMatchObject({ fault: 'bad-key' });
    const error = await failed?.catch((caught: unknown) => caught as ProviderError);
    expect(String((error as ProviderError).cause)).not.toContain('sk-wrong');
  });

  it('sends nothing that no vendor takes', async () => {
    const before = server.recordings.length;
    for (const wrong of [
      { ...recording, mime: 'text/html' },
      { ...recording, bytes: Buffer.alloc(26 * 1024 * 1024) },
    ]) {
      await expect(build()?.transcribe(wrong, never())).rejects.toMatchObject({ fault: 'bad-request' });
    }
    expect(server.recordings.length).toBe(before);
  });
});

it('is for those that offer a model for it', () => {
  expect(buildTranscriber({ entry: knownProvider('anthropic'), apiKey: 'x' })).toBeUndefined();
  expect(buildTranscriber({ entry: knownProvider('ollama'), models: ['llama4'] })).toBeUndefined();
  expect(buildTranscriber({ entry: knownProvider('openai'), apiKey: 'x' })?.providerId).toBe('openai');
  expect(transcribingModel(['gpt-4o-transcribe-diarize', 'whisper-1', 'gpt-4o-transcribe'])).toBe('gpt-4o-transcribe');
  expect(transcribingModel(['gpt-6-luna', 'dall-e'])).toBeUndefined();
});
