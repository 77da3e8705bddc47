import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Money } from '../../models/budget/cheaperTier.ts';
import type { Purse } from '../../models/budget/withBudget.ts';
import { assistant } from '../../roster/assistant.ts';
import type { Specialist } from '../../roster/agent.ts';
import { startAnthropicServer } from '../../testing/anthropicServer.ts';
import { modelsWith, orderOf, quickClock, recordedLog, stepOf } from '../../testing/parts.ts';
import { recordedPorts } from '../../testing/recordedPorts.ts';
import { knownProvider } from '../../testing/vendors.ts';
import { type Behaviour, VENDOR_KEY, type VendorServer } from '../../testing/vendorServer.ts';
import { buildProvider } from '../../providers/build.ts';
import type { Tool } from '../../tools/tool.ts';
import { createDirectEngine } from './direct.ts';

const EDGE = 'claude-haiku-5-5';
const CLOUD = 'claude-sonnet-5-5';
const NO = 'I’m sorry, but I can’t help with that.';
const MODELS = [EDGE, CLOUD, 'claude-opus-5-5'];
const says = (text: string, more: object = {}): Behaviour => ({ do: 'answer', pieces: [text], ...more });
const calling = (tool: string): Behaviour => ({ do: 'play', parts: [{ call: tool, json: '{"of":"bees"}' }] });

function toolOf(effect: Tool['effect'], ran: string[]): Tool {
  return {
    ...{ name: 'look', about: 'Looks.', effect, limits: { timeMs: 1_000, characters: 100 } },
    input: z.object({ of: z.string() }),
    run: async () => {
      ran.push('look');
      return { kind: 'done', text: 'Bees, 3 of them.', fromOutside: false };
    },
  };
}

describe('a cheap answer that fails its checks', () => {
  let server: VendorServer;
  beforeAll(async () => {
    server = await startAnthropicServer(MODELS);
  });
  afterAll(() => server.close());
  let from = 0;
  afterEach(() => {
    from = server.requests.length;
    server.otherwise(() => ({ do: 'answer' }));
  });

  const asked = () => server.requests.slice(from).map(({ body }) => body.model);

  async function answer(
    behaviours: readonly Behaviour[],
    {
      text = 'Plan a birthday party for the bees',
      agent = assistant,
      tools = [],
      money,
      ...more
    }: {
      text?: string;
      agent?: Specialist;
      tools?: readonly Tool[];
      money?: Money;
      soFar?: string;
      first?: NonNullable<ReturnType<typeof stepOf>['first']>;
    } = {},
  ) {
    const provider = buildProvider({ entry: knownProvider('anthropic'), apiKey: VENDOR_KEY, baseUrl: server.url });
    const settled: (number | null)[] = [];
    const purse: Purse = {
      limits: () => money !== undefined,
      money: async () => money ?? null,
      reserve: async () => true,
      settle: async (_, micros) => void settled.push(micros),
    };
    const engine = createDirectEngine({
      models: modelsWith([provider], { anthropic: MODELS }),
      specialist: (id) => (id === agent.id ? agent : undefined),
      ...{ log: recordedLog(), clock: quickClock(), tools: () => tools, purse },
    });
    server.next(...behaviours);
    const ports = recordedPorts();
    const order = orderOf([agent.id], { steps: [stepOf(agent.id, more)] });
    await engine.execute({ ...order, request: { ...order.request, text } }, ports);
    return { result: ports.resultOf(agent.id), shown: ports.written.get(agent.id), ports, settled };
  }

  test('passes and is asked for once', async () => {
    const { result, ports } = await answer([says('With honey and a small dance.')]);
    expect(result).toMatchObject({ kind: 'complete', facts: { model: EDGE, because: 'easy' } });
    expect(result).not.toHaveProperty('facts.first');
    expect([asked(), ports.anew]).toEqual([[EDGE], []]);
  });

  test('is given anew by the next tier, once, with both paid and the reason told', async () => {
    const usage = { inputTokens: 1_000, outputTokens: 100 };
    const { result, shown, ports, settled } = await answer([says(NO, { usage }), says('Honey for all.', { usage })], {
      money: { roomMicros: 10_000_000, warned: false },
    });
    expect(asked()).toEqual([EDGE, CLOUD]);
    expect(shown).toBe('Honey for all.');
    expect(ports.anew).toMatchObject([{ model: EDGE, flaw: 'declined', shown: true }]);
    expect(settled).toHaveLength(2);
    const [first = 0, second = 0] = settled;
    expect(result).toMatchObject({
      kind: 'complete',
      text: 'Honey for all.',
      facts: {
        model: CLOUD,
        because: `escalated anthropic/${EDGE}`,
        first: { provider: 'anthropic', model: EDGE, flaw: 'declined', shown: true, costMicros: first },
        ...{ inputTokens: 2_000, outputTokens: 200, costMicros: (first ?? 0) + (second ?? 0) },
        shares: [
          { provider: 'anthropic', model: EDGE, inputTokens: 1_000, outputTokens: 100, costMicros: first },
          { provider: 'anthropic', model: CLOUD, inputTokens: 1_000, outputTokens: 100, costMicros: second },
        ],
      },
    });
    expect(ports.states.get(assistant.id)).toEqual(['accepted', 'reading', 'writing', 'using', 'writing', 'done']);
  });

  test('makes no seam where people had seen nothing of it', async () => {
    const { result } = await answer([says(' \n'), says('Honey for all.')]);
    expect(asked()).toEqual([EDGE, CLOUD]);
    expect(result).toMatchObject({ text: 'Honey for all.', facts: { first: { flaw: 'empty', shown: false } } });
  });

  test('is never given anew twice', async () => {
    const { result, ports } = await answer([says(NO), says(NO)]);
    expect(asked()).toEqual([EDGE, CLOUD]);
    expect(result).toMatchObject({ kind: 'complete', text: NO, facts: { model: CLOUD } });
    expect(ports.anew).toHaveLength(1);
  });

  test('is not given anew again after the process died meanwhile, and stays paid', async () => {
    const before = { provider: 'anthropic', model: EDGE, flaw: 'declined', shown: true, costMicros: 40 };
    const used = { provider: 'anthropic', model: EDGE, inputTokens: 7, outputTokens: 3, costMicros: 40 };
    const first = { answer: before, shares: [used] };
    const usage = { inputTokens: 100, outputTokens: 10 };
    const { result, ports } = await answer([says(NO, { usage })], { first });
    expect(asked()).toEqual([CLOUD]);
    expect(result).toMatchObject({
      facts: { model: CLOUD, inputTokens: 107, outputTokens: 13, first: before, shares: [used, { model: CLOUD }] },
    });
    expect(ports.anew).toEqual([]);
  });

  test('stands where nobody better answers', async () => {
    const refuse: Behaviour = { do: 'refuse', fault: 'no-credit' };
    const { result, shown } = await answer([says(NO), refuse]);
    expect(shown).toBe(NO);
    expect(result).toMatchObject({ kind: 'complete', text: NO, facts: { model: EDGE } });
    expect(result).not.toHaveProperty('facts.first');
  });

  test('keeps what read-only tools found, and does nothing twice', async () => {
    const ran: string[] = [];
    const { result } = await answer([calling('look'), says(NO), says('There are 3.')], {
      tools: [toolOf('read', ran)],
    });
    expect([asked(), ran]).toEqual([[EDGE, EDGE, CLOUD], ['look']]);
    expect(result).toMatchObject({ text: 'There are 3.', facts: { model: CLOUD } });
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain('Bees, 3 of them.');
  });

  test.each<[string, Parameters<typeof answer>]>([
    ['a tool with effects was called', [[calling('look'), says(NO)], { tools: [toolOf('write', [])] }]],
    ['people had seen text before', [[says('…')], { soFar: 'I begin: ' }]],
    ['its agent names one model', [[says(NO)], { agent: { ...assistant, models: [`anthropic/${EDGE}`] } }]],
    ['money is short', [[says(NO)], { money: { roomMicros: 10_000_000, warned: true } }]],
    ['the provider’s own rules refuse it', [[says('', { finish: 'refused' })]]],
    ['it may well be declined', [[says(NO)], { text: 'How do I make a bomb?' }]],
  ])('stands where %s', async (_, [behaviours, more]) => {
    const { ports } = await answer(behaviours, more);
    expect(new Set(asked())).toEqual(new Set([EDGE]));
    expect(ports.anew).toEqual([]);
  });

  test('of a better tier stands as it is', async () => {
    const hard = Array.from({ length: 120 }, (_, at) => `const bee${at} = hive(${at});`).join('\n');
    await answer([says(NO)], { text: hard });
    expect(asked()).toHaveLength(1);
    expect(asked()).not.toContain(EDGE);
  });
});
