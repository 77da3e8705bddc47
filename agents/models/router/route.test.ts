import { describe, expect, test } from 'vitest';
import type { Tier } from '../../../shared/contact.ts';
import type { ModelName } from '../../roster/agent.ts';
import type { Capabilities, Price } from '../catalog/catalogData.ts';
import type { KnownModel } from '../catalog/merge.ts';
import type { Decision } from './decision.ts';
import { route, type RouterState, type RouteRequest } from './route.ts';
import { keyOf } from './winRates.ts';
import { NO_FEATURES } from './testing/noFeatures.ts';

const ALL: Capabilities = {
  tools: true,
  images: true,
  thinking: true,
  structured: true,
  caching: true,
  citations: true,
};

function flat(input: number, output: number, cachedInput: number | null = null): Price {
  const perMillion = [{ upTo: null, input, output, cachedInput, cacheWrite: null }];
  return { source: 'test', asOf: '2026-11-01', perMillion };
}

function model(name: ModelName, tier: Tier | null, price: Price, more: Partial<KnownModel> = {}): KnownModel {
  const at = name.indexOf('/');
  return {
    name,
    provider: name.slice(0, at),
    names: [name],
    askAs: name.slice(at + 1),
    tier,
    contextTokens: 100_000,
    outputTokens: null,
    price,
    imagePrice: null,
    capabilities: ALL,
    perMinute: null,
    local: false,
    chat: true,
    offered: true,
    ...more,
  };
}

const EDGE = model('a/edge', 'edge', flat(1, 2, 0.1));
const CLOUD = model('a/cloud', 'cloud', flat(2, 10, 0.2));
const CLOUD_B = model('b/cloud', 'cloud', flat(2, 10, 0.2));
const PREMIUM = model('a/premium', 'premium', flat(5, 25, 0.5));
const HOUSES = [EDGE, CLOUD, CLOUD_B, PREMIUM];

/** Of difficulty 0; 0.175 with 12 lines of code, 0.315 with 108. */
function request(more: Partial<RouteRequest> = {}): RouteRequest {
  return {
    agent: { id: 'agent', tier: 'cloud', models: [] },
    choice: null,
    features: NO_FEATURES,
    capabilities: [],
    inputTokens: 1_000,
    maxOutputTokens: 1_000,
    localOnly: false,
    mayGoCheaper: true,
    ...more,
  };
}

function state(more: Partial<RouterState> = {}): RouterState {
  return {
    thresholds: { t1: 0.1, t2: 0.3 },
    rates: new Map(),
    cached: null,
    resting: new Set(),
    budgetMicros: null,
    unknownPrice: 'refuse',
    confirmed: new Set(),
    ...more,
  };
}

const withCode = (codeLines: number) => ({ features: { ...NO_FEATURES, codeLines } });
const verdicts = (decision: Decision) =>
  Object.fromEntries(decision.candidates.map(({ name, verdict }) => [name, verdict]));
const barrier = (candidate: KnownModel, req: Partial<RouteRequest>, st: Partial<RouterState> = {}) => {
  const verdict = route(request(req), [candidate], state(st)).candidates[0]?.verdict;
  return verdict?.kind === 'barred' ? verdict.barrier : null;
};

describe('tiers', () => {
  test.each([
    [0, 'edge', 'a/edge'],
    [12, 'cloud', 'a/cloud'],
    [108, 'premium', 'a/premium'],
  ] as const)('a request with %i lines of code goes to %s', (lines, tier, name) => {
    const decision = route(request(withCode(lines)), HOUSES, state());
    expect(decision.wanted).toEqual({ tier, by: 'difficulty' });
    expect(decision.outcome).toMatchObject({ kind: 'ask', model: name, because: { kind: 'tier', wanted: tier } });
  });

  test('says of everybody why, and whom to ask next', () => {
    const decision = route(request(withCode(12)), HOUSES, state());
    expect(decision.order).toEqual(['a/cloud', 'b/cloud', 'a/premium', 'a/edge']);
    expect(verdicts(decision)).toEqual({
      'a/edge': { kind: 'next', place: 3, passed: { kind: 'tier', tier: 'edge', wanted: 'cloud' } },
      'a/cloud': { kind: 'chosen', because: { kind: 'tier', wanted: 'cloud' } },
      'b/cloud': { kind: 'next', place: 1, passed: { kind: 'less-preferred' } },
      'a/premium': { kind: 'next', place: 2, passed: { kind: 'tier', tier: 'premium', wanted: 'cloud' } },
    });
  });

  test('within one the agent’s own order decides, then the catalog’s', () => {
    const agent = { id: 'agent', tier: 'cloud' as const, models: ['a/premium', 'b/cloud'] as const };
    expect(route(request({ ...withCode(12), agent }), HOUSES, state()).outcome).toMatchObject({ model: 'b/cloud' });
  });

  test('the nearest stands in where one has nobody', () => {
    const decision = route(request(withCode(12)), [EDGE, PREMIUM], state());
    expect(decision.outcome).toMatchObject({
      model: 'a/premium',
      because: { kind: 'nearest-tier', wanted: 'cloud', tier: 'premium' },
    });
  });

  test('a model nobody described comes last, whatever is wanted', () => {
    const stranger = model('c/stranger', null, flat(0.01, 0.01));
    for (const lines of [0, 12, 108]) {
      expect(route(request(withCode(lines)), [stranger, ...HOUSES], state()).order.at(-1)).toBe('c/stranger');
    }
  });

  test('what an agent’s answers came to moves its requests', () => {
    const rates = new Map([[keyOf('agent', 'edge', 'easy'), { wins: 0, losses: 10 }]]);
    expect(route(request(), HOUSES, state({ rates })).outcome).toMatchObject({ model: 'a/cloud' });
    const other = request({ agent: { id: 'other', tier: 'cloud', models: [] } });
    expect(route(other, HOUSES, state({ rates })).outcome).toMatchObject({ model: 'a/edge' });
  });
});

describe('barriers', () => {
  test('lack of a capability, known or not', () => {
    const blind = { ...CLOUD, capabilities: { tools: true, images: false } };
    expect(barrier(blind, { capabilities: ['tools'] })).toBeNull();
    expect(barrier(blind, { capabilities: ['tools', 'images'] })).toEqual({
      kind: 'capability',
      capability: 'images',
      known: true,
    });
    expect(barrier(blind, { capabilities: ['citations'] })).toEqual({
      kind: 'capability',
      capability: 'citations',
      known: false,
    });
    expect(barrier({ ...CLOUD, chat: false }, {})).toMatchObject({ kind: 'capability', capability: 'chat' });
  });

  test('too short a context, with its answer, and a careful one where it is not known', () => {
    expect(barrier({ ...CLOUD, contextTokens: 2_000 }, { inputTokens: 1_500, maxOutputTokens: 500 })).toBeNull();
    expect(barrier({ ...CLOUD, contextTokens: 2_000 }, { inputTokens: 1_501, maxOutputTokens: 500 })).toEqual({
      kind: 'context',
      needsTokens: 2_001,
      hasTokens: 2_000,
      known: true,
    });
    expect(barrier({ ...CLOUD, contextTokens: null }, { inputTokens: 15_001 })).toMatchObject({
      kind: 'context',
      hasTokens: 16_000,
      known: false,
    });
  });

  test('an answer is planned no longer than it can be', () => {
    const brief = { ...CLOUD, contextTokens: 2_000, outputTokens: 100 };
    expect(barrier(brief, { inputTokens: 1_900, maxOutputTokens: 9_999 })).toBeNull();
    // A quarter of 100,000 tokens is 25,000: 1,000 × 2 + 25,000 × 10 = 252,000.
    expect(route(request({ maxOutputTokens: 99_999 }), [CLOUD], state()).outcome).toMatchObject({
      ceiling: { known: 252_000 },
    });
  });

  test('privacy, a breaker, a budget', () => {
    expect(barrier(CLOUD, { localOnly: true })).toEqual({ kind: 'privacy' });
    expect(barrier({ ...CLOUD, local: true }, { localOnly: true })).toBeNull();
    expect(barrier(CLOUD, {}, { resting: new Set(['a/cloud']) })).toEqual({ kind: 'breaker' });
    // 1,000 × 2 + 1,000 × 10 = 12,000.
    expect(barrier(CLOUD, {}, { budgetMicros: 12_000 })).toBeNull();
    expect(barrier(CLOUD, {}, { budgetMicros: 11_999 })).toEqual({
      kind: 'budget',
      needsMicros: 12_000,
      leftMicros: 11_999,
    });
    expect(barrier({ ...CLOUD, price: { free: true } }, {}, { budgetMicros: 0 })).toBeNull();
  });

  test('an unknown price, unless a person agreed to it and something is left', () => {
    const unknown = { ...CLOUD, price: null };
    const confirmed = new Set<ModelName>(['a/cloud']);
    expect(barrier(unknown, {})).toEqual({ kind: 'price-unknown', why: 'no-price', policy: 'refuse' });
    expect(barrier(unknown, {}, { unknownPrice: 'confirm' })).toMatchObject({ policy: 'confirm' });
    expect(barrier(unknown, {}, { unknownPrice: 'confirm', confirmed })).toBeNull();
    expect(barrier(unknown, {}, { unknownPrice: 'refuse', confirmed })).toMatchObject({ policy: 'refuse' });
    expect(barrier(unknown, {}, { unknownPrice: 'confirm', confirmed, budgetMicros: 0 })).toMatchObject({
      kind: 'budget',
      needsMicros: null,
    });
  });

  test('only the first is told, in their order', () => {
    const all = { ...CLOUD, price: null, contextTokens: 10, capabilities: {} };
    const req = { capabilities: ['tools'] as const, localOnly: true };
    const st = { resting: new Set<ModelName>(['a/cloud']), budgetMicros: 0 };
    const kinds: (string | undefined)[] = [];
    let now: KnownModel = all;
    for (const mend of [
      {},
      { capabilities: ALL },
      { contextTokens: 100_000 },
      { local: true },
      { name: 'a/awake' as const },
      { price: flat(1, 1) },
    ]) {
      now = { ...now, ...mend };
      kinds.push(barrier(now, req, st)?.kind);
    }
    expect(kinds).toEqual(['capability', 'context', 'privacy', 'breaker', 'budget', 'budget']);
    expect(barrier({ ...now, price: null }, req, { unknownPrice: 'refuse' })?.kind).toBe('price-unknown');
  });

  test('nobody is asked where all are barred', () => {
    const decision = route(request({ localOnly: true }), HOUSES, state());
    expect(decision).toMatchObject({ outcome: { kind: 'nobody' }, order: [] });
    expect(route(request(), [], state()).outcome).toEqual({ kind: 'nobody' });
  });

  test('a model a barrier keeps out is never asked, not even as the last', () => {
    const req = request({ localOnly: true, choice: { by: 'person', model: 'a/premium' } });
    const cached = { model: 'a/cloud' as const, tokens: 900 };
    const own = model('own/bee', 'edge', { free: true }, { local: true });
    const decision = route(req, [...HOUSES, own], state({ cached }));
    expect(decision).toMatchObject({ outcome: { model: 'own/bee' }, order: ['own/bee'], unmet: 'a/premium' });
  });
});

describe('money', () => {
  test('goes to a cheaper tier where the budget is short and the agent allows it', () => {
    // Premium 30,000, cloud 12,000, edge 3,000.
    const decision = route(request(withCode(108)), HOUSES, state({ budgetMicros: 12_000 }));
    expect(decision.outcome).toMatchObject({
      model: 'a/cloud',
      because: { kind: 'nearest-tier', wanted: 'premium', tier: 'cloud' },
    });
    expect(verdicts(decision)['a/premium']).toMatchObject({ kind: 'barred', barrier: { kind: 'budget' } });
  });

  test('and to nobody where it does not', () => {
    const req = request({ ...withCode(108), mayGoCheaper: false });
    const decision = route(req, HOUSES, state({ budgetMicros: 12_000 }));
    expect(decision.outcome).toEqual({ kind: 'nobody' });
    expect(verdicts(decision)['a/cloud']).toEqual({
      kind: 'passed-over',
      passed: { kind: 'cheaper-not-allowed', tier: 'cloud', wanted: 'premium' },
    });
    expect(route(req, [EDGE, CLOUD], state({ budgetMicros: 12_000 })).outcome).toMatchObject({ model: 'a/cloud' });
  });

  test('asks a person before an unknown price, as the last way only', () => {
    const unknown = model('c/new', 'edge', null);
    const confirm = state({ unknownPrice: 'confirm' });
    expect(route(request(), [unknown, CLOUD], confirm).outcome).toMatchObject({ kind: 'ask', model: 'a/cloud' });
    const decision = route(request(), [unknown], confirm);
    expect(decision).toMatchObject({ outcome: { kind: 'confirm', model: 'c/new' }, order: [] });
    expect(route(request(), [unknown], state()).outcome).toEqual({ kind: 'nobody' });
  });

  test('asks for the one a person named, though others are known', () => {
    const unknown = model('c/new', 'edge', null);
    const req = request({ choice: { by: 'person', model: 'c/new' } });
    const decision = route(req, [unknown, CLOUD], state({ unknownPrice: 'confirm' }));
    expect(decision).toMatchObject({ outcome: { kind: 'confirm', model: 'c/new' }, order: [], unmet: null });
    expect(verdicts(decision)['a/cloud']).toEqual({ kind: 'passed-over', passed: { kind: 'awaits-confirmation' } });
    const agreed = state({ unknownPrice: 'confirm', confirmed: new Set(['c/new']) });
    expect(route(req, [unknown, CLOUD], agreed).outcome).toMatchObject({
      kind: 'ask',
      model: 'c/new',
      ceiling: { unknown: 'no-price' },
    });
  });
});

describe('choice', () => {
  test('of a model stands over tier and cached prompt', () => {
    const req = request({ choice: { by: 'person', model: 'a/premium' } });
    const decision = route(req, HOUSES, state({ cached: { model: 'a/cloud', tokens: 900 } }));
    expect(decision.outcome).toMatchObject({ model: 'a/premium', because: { kind: 'choice', by: 'person' } });
    expect(verdicts(decision)['a/edge']).toEqual({
      kind: 'next',
      place: 1,
      passed: { kind: 'other-chosen', by: 'person' },
    });
  });

  test('of a model may be by any of its names', () => {
    const dated = { ...PREMIUM, names: ['a/premium', 'a/premium-2026-01-01'] as const };
    const req = request({ choice: { by: 'person', model: 'a/premium-2026-01-01' } });
    expect(route(req, [EDGE, dated], state())).toMatchObject({ unmet: null, outcome: { model: 'a/premium' } });
  });

  test('of a model that is not to be had is told', () => {
    for (const name of ['a/premium', 'z/nowhere'] as const) {
      const req = request({ choice: { by: 'agent', model: name } });
      const decision = route(req, HOUSES, state({ resting: new Set(['a/premium']) }));
      expect(decision).toMatchObject({ unmet: name, outcome: { kind: 'ask', model: 'a/edge' } });
    }
  });

  test('of a tier stands over the difficulty', () => {
    const decision = route(request({ choice: { by: 'agent', tier: 'premium' } }), HOUSES, state());
    expect(decision).toMatchObject({ wanted: { tier: 'premium', by: 'agent' }, outcome: { model: 'a/premium' } });
  });
});

describe('a cached prompt', () => {
  const with_ = (name: ModelName, tokens: number, more: Partial<RouterState> = {}) =>
    state({ cached: { model: name, tokens }, ...more });

  test('keeps its model on the same tier', () => {
    // Of 1,000 tokens 900 are cached: 900 × 0.2 + 100 × 2 + 800 × 10 = 8,380; anew 2,000 + 8,000 = 10,000.
    const decision = route(request(withCode(12)), HOUSES, with_('b/cloud', 900));
    expect(decision.outcome).toMatchObject({
      model: 'b/cloud',
      because: { kind: 'cached-prompt', cachedTokens: 900, savedMicros: 1_620 },
    });
    expect(verdicts(decision)['a/cloud']).toMatchObject({
      passed: { kind: 'prompt-cached-elsewhere', savedMicros: 1_620 },
    });
    expect(decision.order[0]).toBe('b/cloud');
  });

  test('keeps a better model only where what is saved makes up for its price', () => {
    // Edge anew: tokens × 1 + 800 × 2. Cloud: tokens × 0.2 + 800 × 10. Equal at 8,000 tokens.
    const at = (inputTokens: number) => route(request({ inputTokens }), HOUSES, with_('a/cloud', inputTokens)).outcome;
    expect(at(7_999)).toMatchObject({ model: 'a/edge' });
    expect(at(8_000)).toMatchObject({ model: 'a/cloud', because: { kind: 'cached-prompt', savedMicros: 0 } });
    expect(at(50_000)).toMatchObject({ model: 'a/cloud' });
  });

  test('keeps a weaker one only where the request is hardly too hard', () => {
    // 6 lines: 0.35 × 6 / 18 = 0.1167, within 0.05 of t1; 12 lines: 0.175, beyond.
    expect(route(request(withCode(6)), HOUSES, with_('a/edge', 900)).outcome).toMatchObject({ model: 'a/edge' });
    expect(route(request(withCode(12)), HOUSES, with_('a/edge', 900)).outcome).toMatchObject({ model: 'a/cloud' });
    // 108 lines: 0.315 is within 0.05 of t2, for the cloud but not for the edge.
    expect(route(request(withCode(108)), HOUSES, with_('a/cloud', 900)).outcome).toMatchObject({ model: 'a/cloud' });
    expect(route(request(withCode(108)), HOUSES, with_('a/edge', 900)).outcome).toMatchObject({ model: 'a/premium' });
  });

  test('keeps a weaker one where nobody else would be better', () => {
    const decision = route(
      request(withCode(500)),
      [CLOUD, CLOUD_B],
      with_('b/cloud', 900, { thresholds: { t1: 0.1, t2: 0.2 } }),
    );
    expect(decision).toMatchObject({ wanted: { tier: 'premium' }, outcome: { model: 'b/cloud' } });
  });

  test('does not keep one that is barred, unpriced, or of another tier than was named', () => {
    const resting = new Set<ModelName>(['b/cloud']);
    expect(route(request(withCode(12)), HOUSES, with_('b/cloud', 900, { resting })).outcome).toMatchObject({
      model: 'a/cloud',
    });
    const unpriced = { ...CLOUD_B, price: null };
    const confirmed = new Set<ModelName>(['b/cloud']);
    expect(
      route(request(withCode(12)), [CLOUD, unpriced], with_('b/cloud', 900, { unknownPrice: 'confirm', confirmed }))
        .outcome,
    ).toMatchObject({ model: 'a/cloud' });
    const named = request({ inputTokens: 50_000, choice: { by: 'person', tier: 'edge' } });
    expect(route(named, HOUSES, with_('a/cloud', 50_000)).outcome).toMatchObject({ model: 'a/edge' });
  });

  test('changes nothing where its model would be asked anyway, or holds nothing', () => {
    expect(route(request(), HOUSES, with_('a/edge', 900)).outcome).toMatchObject({ because: { kind: 'tier' } });
    expect(route(request(withCode(12)), HOUSES, with_('b/cloud', 0)).outcome).toMatchObject({ model: 'a/cloud' });
  });
});

describe('the order', () => {
  test('is bounded, and keeps a place for another provider', () => {
    const many = Array.from({ length: 9 }, (_, at) => model(`a/m${at}`, 'edge', flat(1, 2)));
    const decision = route(request(), [...many, CLOUD_B], state());
    expect(decision.order).toEqual(['a/m0', 'a/m1', 'a/m2', 'a/m3', 'a/m4', 'b/cloud']);
    expect(decision.candidates).toHaveLength(10);
    expect(verdicts(decision)['a/m8']).toEqual({ kind: 'passed-over', passed: { kind: 'less-preferred' } });
  });

  test('holds nobody twice and says something of everybody, for any request', () => {
    const names = ['a/edge', 'a/cloud', 'b/cloud', 'a/premium', 'z/none'] as const;
    for (let seed = 0; seed < 500; seed += 1) {
      const bit = (at: number) => ((seed * 2_654_435_761) >>> at) % 2 === 1;
      const name = names[seed % 5] ?? 'a/edge';
      const req = request({
        ...withCode(seed % 130),
        inputTokens: bit(3) ? 120_000 : 500,
        mayGoCheaper: bit(5),
        choice: bit(7) ? { by: 'person', model: name } : bit(8) ? { by: 'agent', tier: 'cloud' } : null,
      });
      const st = state({
        budgetMicros: bit(9) ? seed * 60 : null,
        resting: new Set(bit(11) ? [name] : []),
        cached: bit(13) ? { model: names[(seed >> 2) % 5] ?? name, tokens: 400 } : null,
      });
      const { order, candidates, outcome } = route(req, HOUSES, st);
      expect(new Set(order).size).toBe(order.length);
      expect(candidates.map((one) => one.name)).toEqual(HOUSES.map((one) => one.name));
      const barred = candidates.filter((one) => one.verdict.kind === 'barred').map((one) => one.name);
      expect(order.filter((one) => barred.includes(one))).toEqual([]);
      expect(outcome.kind === 'ask' ? outcome.model : undefined).toBe(order[0]);
      expect(candidates.filter((one) => one.verdict.kind === 'chosen').map((one) => one.name)).toEqual(
        order.slice(0, 1),
      );
    }
  });
});
