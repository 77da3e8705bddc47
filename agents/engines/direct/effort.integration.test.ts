import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildProvider } from '../../providers/build.ts';
import { assistant } from '../../roster/assistant.ts';
import type { Specialist } from '../../roster/agent.ts';
import { startAnthropicServer } from '../../testing/anthropicServer.ts';
import { startCompatibleServer } from '../../testing/compatibleServer.ts';
import { startOpenAiServer } from '../../testing/openaiServer.ts';
import { modelsWith, orderOf, quickClock, recordedLog } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { knownProvider } from '../../testing/vendors.ts';
import { VENDOR_KEY, type VendorServer } from '../../testing/vendorServer.ts';
import { createDirectEngine } from './direct.ts';

const EASY = 'Plan a party for the bees';
const HARD = Array.from({ length: 120 }, (_, at) => `const bee${at} = hive(${at}); // prove x * ${at} + 3 = 7`).join(
  '\n',
);

const vendors = [
  {
    ...{ id: 'anthropic', start: () => startAnthropicServer(), path: '' },
    models: ['claude-haiku-5-5', 'claude-opus-5-5'],
    told: (body: Record<string, unknown>) => body.output_config,
  },
  {
    ...{ id: 'openai', start: () => startOpenAiServer(), path: '/v1' },
    models: ['gpt-6-luna', 'gpt-6.1-sol'],
    told: (body: Record<string, unknown>) => body.reasoning,
  },
] as const;

async function answer(
  server: VendorServer,
  { id, path, models }: { id: string; path: string; models: readonly string[] },
  text: string,
  more: Partial<Specialist> = {},
) {
  const agent = { ...assistant, ...more };
  const provider = buildProvider({ entry: knownProvider(id), apiKey: VENDOR_KEY, baseUrl: server.url + path });
  const engine = createDirectEngine({
    models: modelsWith([provider], { [id]: [...models] }),
    specialist: (wanted) => (wanted === agent.id ? agent : undefined),
    ...{ log: recordedLog(), clock: quickClock() },
  });
  const ports = recordedPorts();
  const order = orderOf([agent.id]);
  await engine.execute({ ...order, request: { ...order.request, text } }, ports);
  const result = ports.resultOf(agent.id);
  const facts = result !== undefined && 'facts' in result ? result.facts : null;
  return { facts, body: server.requests.at(-1)?.body ?? {} };
}

describe.each(vendors)('$id is told how much to think', (vendor) => {
  let server: VendorServer;
  beforeAll(async () => {
    server = await vendor.start();
  });
  afterAll(() => server.close());

  test('little for an easy request, a lot for a hard one, and the receipt says so', async () => {
    const easy = await answer(server, vendor, EASY);
    expect(easy.facts).toMatchObject({ because: 'easy', effort: 'low' });
    expect(vendor.told(easy.body)).toMatchObject({ effort: 'low' });
    const hard = await answer(server, vendor, HARD);
    expect(hard.facts).toMatchObject({ because: 'hard', effort: 'high' });
    expect(vendor.told(hard.body)).toMatchObject({ effort: 'high' });
  });

  test('as its agent says, however hard the request is', async () => {
    const { facts, body } = await answer(server, vendor, HARD, { effort: 'low' });
    expect(facts).toMatchObject({ effort: 'low' });
    expect(vendor.told(body)).toMatchObject({ effort: 'low' });
  });
});

test('who cannot be told is not, and the receipt says nothing of it', async () => {
  const server = await startCompatibleServer();
  const { facts, body } = await answer(server, { id: 'deepseek', path: '/v1', models: ['deepseek-v4-pro'] }, HARD);
  await server.close();
  expect(facts).toMatchObject({ provider: 'deepseek' });
  expect(facts).not.toHaveProperty('effort');
  expect(JSON.stringify(body)).not.toContain('effort');
});
