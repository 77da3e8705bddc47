import { describe, expect, test } from 'vitest';
import { createDemo } from '../providers/demo.ts';
import type { Provider } from '../providers/provider.ts';
import { createScripted } from '../providers/scripted.ts';
import { coder } from '../roster/coder.ts';
import { roster } from '../roster/roster.ts';
import { modelsWith } from '../testing/parts.ts';
import { createBreaker } from './breaker.ts';
import type { Thresholds } from './router/tiers.ts';
import { mayReplace, select, type Wanted } from './selection.ts';

const EASY = 'Thanks! And what is a hive?';
const HARD = Array.from({ length: 120 }, (_, at) => `const bee${at} = hive(${at});`).join('\n');

function provider(id: string): Provider {
  return createScripted([], { id });
}

type More = Partial<Wanted> & {
  listed?: Record<string, string[]>;
  own?: string[];
  breaker?: ReturnType<typeof createBreaker>;
  thresholds?: Thresholds;
};

function selected(providers: readonly Provider[], { listed = {}, own, breaker, thresholds, ...more }: More = {}) {
  const wanted = { agent: coder, text: EASY, tools: 0, depth: 0, characters: 3_000, cached: null, ...more };
  const set = { ...(breaker && { breaker }), ...(thresholds && { thresholds }) };
  return select(wanted, { models: modelsWith(providers, listed, own), ...set });
}

function names(providers: readonly Provider[], more: More = {}) {
  return selected(providers, more).map((candidate) => candidate.name);
}

describe('select', () => {
  test('takes the demo where nothing else is configured, asked by the agent’s id, for no reason', () => {
    expect(selected([createDemo()])).toMatchObject([{ name: 'demo/coder', model: 'coder' }]);
    expect(selected([createDemo()])[0]).not.toHaveProperty('because');
  });

  test('never takes the demo beside a real provider, and nobody without any', () => {
    expect(names([createDemo(), provider('ollama')], { listed: { ollama: ['qwen3'] } })).toEqual(['ollama/qwen3']);
    expect(names([createDemo(), provider('ollama')])).toEqual([]);
    expect(names([])).toEqual([]);
  });

  test('goes by how hard the request is, and says so', () => {
    const both = [provider('openai'), provider('anthropic')];
    const [easy, next] = selected(both);
    expect(easy).toMatchObject({ name: 'anthropic/claude-haiku-5-5', because: 'easy' });
    expect(next?.because).toBe('instead anthropic/claude-haiku-5-5');
    expect(selected(both, { text: HARD })[0]).toMatchObject({ name: 'anthropic/claude-opus-5-5', because: 'hard' });
    // Somebody wants nothing of the edge, and of the cloud only what is easy.
    const thresholds = { t1: -1, t2: 0.2 };
    expect(selected(both, { thresholds })[0]).toMatchObject({ tier: 'cloud', because: 'medium' });
    expect(selected(both, { thresholds, text: HARD })[0]).toMatchObject({ tier: 'premium', because: 'hard' });
  });

  test('follows the agent’s order within a tier, and keeps to one that is set', () => {
    const both = [provider('openai'), provider('anthropic')];
    const agent = { ...coder, models: ['openai/gpt-6-luna', 'openai/gpt-6.1-sol'] as const };
    expect(selected(both, { agent })[0]?.name).toBe('openai/gpt-6-luna');
    expect(selected(both, { agent, tier: 'premium' })[0]).toMatchObject({ name: 'openai/gpt-6.1-sol', because: 'set' });
  });

  test('leaves out what a provider that lists its models does not list, and asks by the id it listed', () => {
    const listed = { openai: ['gpt-6.1-terra', 'text-embedding-3-large', 'gpt-6-luna-2026-09-22'] };
    expect(selected([provider('openai')], { listed }).map(({ name, model }) => [name, model])).toEqual([
      ['openai/gpt-6-luna', 'gpt-6-luna-2026-09-22'],
      ['openai/gpt-6.1-terra', 'gpt-6.1-terra'],
    ]);
  });

  test('keeps the last place for another provider, without models that cannot talk', () => {
    const found = names([provider('anthropic'), provider('ollama')], {
      listed: { ollama: ['nomic-embed-text', 'bee1', 'bee2'] },
    });
    expect(found).toHaveLength(6);
    expect(found[0]).toBe('anthropic/claude-haiku-5-5');
    expect(found.at(-1)).toBe('ollama/bee1');
  });

  test('asks who can call tools before who may, and who can not only in the end and without them', () => {
    const found = selected([provider('perplexity'), provider('vllm'), provider('mistral')], {
      tools: 2,
      listed: { perplexity: ['sonar'], vllm: ['bee'], mistral: ['mistral-large-latest'] },
    });
    expect(found.map(({ name, callsTools }) => [name, callsTools])).toEqual([
      ['mistral/mistral-large-latest', true],
      ['vllm/bee', true],
      ['perplexity/sonar', false],
    ]);
    expect(selected([provider('vllm')], { tools: 2, listed: { vllm: ['bee'] } })).toMatchObject([
      { name: 'vllm/bee', because: 'only' },
    ]);
  });

  test('keeps to the one model that an agent is made for, however easy or hard, where it can be asked', () => {
    const both = [provider('anthropic'), provider('vllm')];
    const listed = { vllm: ['bee'] };
    const agent = { ...coder, models: ['vllm/bee'] as const };
    for (const more of [{}, { text: HARD }, { tools: 2 }]) {
      expect(selected(both, { agent, listed, ...more })[0]).toMatchObject({ name: 'vllm/bee', because: 'set' });
    }
    expect(selected(both, { agent, listed, tools: 2, characters: 600_000 })[0]?.because).toBe('unmet vllm/bee');
    expect(selected(both, { agent, tools: 2 })[0]?.because).toBe('unmet vllm/bee');
  });

  test('asks who holds the whole conversation before who does not', () => {
    const listed = { mistral: ['mistral-small-latest'], anthropic: ['claude-haiku-5-5'] };
    const providers = [provider('mistral'), provider('anthropic')];
    const agent = { ...coder, models: ['mistral/mistral-small-latest'] as const };
    expect(names(providers, { agent, listed })).toEqual(['mistral/mistral-small-latest', 'anthropic/claude-haiku-5-5']);
    expect(names(providers, { agent, listed, characters: 600_000 })).toEqual([
      'anthropic/claude-haiku-5-5',
      'mistral/mistral-small-latest',
    ]);
  });

  test('goes cheaper where money is short, says so, and never for an agent that stays where it is', () => {
    const one = [provider('anthropic')];
    const first = (money: Wanted['money'], agent: Wanted['agent'] = coder) => {
      const [candidate] = selected(one, { agent, text: HARD, ...(money !== undefined && { money }) });
      return [candidate?.name, candidate?.because];
    };
    const room = 100_000_000;
    expect(first(null)).toEqual(['anthropic/claude-opus-5-5', 'hard']);
    expect(first({ roomMicros: room, warned: false })).toEqual(['anthropic/claude-opus-5-5', 'hard']);
    expect(first({ roomMicros: room, warned: true })).toEqual(['anthropic/claude-sonnet-5-5', 'cheaper']);
    expect(first({ roomMicros: 30_000, warned: true })).toEqual(['anthropic/claude-haiku-5-5', 'cheaper']);
    const stays = { ...coder, staysInTier: true };
    expect(first({ roomMicros: room, warned: true }, stays)).toEqual(['anthropic/claude-opus-5-5', 'hard']);
    // Nothing is left: who is asked all the same is refused where the money is.
    expect(first({ roomMicros: 0, warned: true })[1]).toBe('only');
  });

  test('asks who rests in the end, without letting anything through', () => {
    let time = 0;
    const breaker = createBreaker(() => time);
    for (let at = 0; at < 5; at += 1) breaker.record('anthropic/claude-haiku-5-5/', false);
    const listed = { anthropic: ['claude-haiku-5-5', 'claude-opus-5-5'] };
    const ask = () => names([provider('anthropic')], { listed, breaker });
    expect(ask()).toEqual(['anthropic/claude-opus-5-5', 'anthropic/claude-haiku-5-5']);
    time = 10_000;
    expect([ask()[0], ask()[0]]).toEqual(['anthropic/claude-haiku-5-5', 'anthropic/claude-haiku-5-5']);
    expect(breaker.allows('anthropic/claude-haiku-5-5/')).toBe(true);
  });

  test('says why nobody of the kind that is wanted could be asked, where all of them have the same', () => {
    const one = [provider('anthropic')];
    const why = (more: More, listed = ['claude-haiku-5-5', 'claude-opus-5-5']) =>
      selected(one, { ...more, listed: { anthropic: listed } })[0]?.because;
    const breaker = createBreaker(() => 0);
    for (let at = 0; at < 5; at += 1) breaker.record('anthropic/claude-haiku-5-5/', false);
    expect(why({ breaker })).toBe('nearest-resting');
    expect(why({}, ['claude-opus-5-5'])).toBe('nearest');
    const small = (model: string, more: More) => {
      const [id = ''] = model.split('/');
      const listed = { [id]: [model.slice(id.length + 1)], anthropic: ['claude-opus-5-5'] };
      return selected([provider(id), ...one], { ...more, listed })[0]?.because;
    };
    expect(small('mistral/mistral-small-latest', { characters: 600_000 })).toBe('nearest-context');
    expect(small('ollama/phi4:14b', { tools: 2, tier: 'edge' })).toBe('nearest-capability');
  });

  test('stays with who read the conversation, where that is no dearer', () => {
    const cached = { model: 'anthropic/claude-sonnet-5-5', tokens: 50_000 } as const;
    const agent = { ...coder, tier: 'cloud', models: [] } as const;
    const more = { agent, tier: 'cloud', characters: 160_000 } as const;
    expect(selected([provider('openai'), provider('anthropic')], { ...more, cached })[0]).toMatchObject({
      name: 'anthropic/claude-sonnet-5-5',
    });
    const other = { model: 'openai/gpt-6.1-terra', tokens: 50_000 } as const;
    expect(selected([provider('openai'), provider('anthropic')], { ...more, cached: other })[0]).toMatchObject({
      name: 'openai/gpt-6.1-terra',
      because: 'conversation',
    });
  });

  describe('of a chat that keeps to local models', () => {
    const all = ['anthropic', 'openai', 'ollama', 'vllm'].map(provider);
    const listed = { ollama: ['qwen3'], vllm: ['bee'] };

    test('names nobody else, whatever is wanted, lacking or resting', () => {
      const own = ['ollama', 'vllm'];
      const breaker = createBreaker(() => 0);
      for (let at = 0; at < 5; at += 1) for (const name of ['ollama/qwen3/', 'vllm/bee/']) breaker.record(name, false);
      const cached = { model: 'anthropic/claude-haiku-5-5', tokens: 50_000 } as const;
      const further: More[] = [
        {},
        ...[{ text: HARD }, { tools: 3 }, { characters: 900_000 }, { breaker }, { cached }],
        ...[{ tier: 'premium' as const }, { choice: { tier: 'premium' as const } }],
        { choice: { model: 'anthropic/claude-opus-5-5' } },
      ];
      for (const more of further) {
        const found = names(all, { listed, own, localOnly: true, ...more });
        expect(new Set(found)).toEqual(new Set(['ollama/qwen3', 'vllm/bee']));
      }
    });

    test('says why', () => {
      const why = (more: More) => selected(all, { listed, own: ['ollama'], localOnly: true, ...more })[0]?.because;
      expect(why({ text: HARD })).toBe('nearest-local');
      expect(why({ choice: { model: 'openai/gpt-6-luna' } })).toBe('unmet openai/gpt-6-luna');
    });

    test('names nobody where none stands at an address of its owner', () => {
      expect(names(all, { listed, localOnly: true })).toEqual([]);
      expect(names(['anthropic', 'openai'].map(provider), { localOnly: true, tools: 2 })).toEqual([]);
    });

    test('takes the demo, which asks nobody', () => {
      expect(names([createDemo()], { localOnly: true })).toEqual(['demo/coder']);
    });
  });

  describe('by what a person wants', () => {
    const both = [provider('openai'), provider('anthropic')];
    const first = (more: More) => selected(both, more)[0];

    test('takes the model or the class they named, however easy or hard it is', () => {
      const choice = { model: 'openai/gpt-6.1-sol' } as const;
      expect(first({ choice })).toMatchObject({ name: 'openai/gpt-6.1-sol', because: 'chosen' });
      expect(first({ choice: { tier: 'premium' } })).toMatchObject({ tier: 'premium', because: 'chosen' });
      expect(first({ choice: { tier: 'edge' }, text: HARD })).toMatchObject({ tier: 'edge', because: 'chosen' });
    });

    test('comes before what the agent is set to, who read the conversation, and saving', () => {
      const cached = { model: 'anthropic/claude-haiku-5-5', tokens: 50_000 } as const;
      const money = { roomMicros: 50_000_000, warned: true } as const;
      const choice = { model: 'anthropic/claude-opus-5-5' } as const;
      expect(first({ choice, tier: 'edge', cached, money })).toMatchObject({ name: choice.model, because: 'chosen' });
    });

    test('takes the one they named though it lacks something, rests, or is too small', () => {
      const breaker = createBreaker(() => 0);
      for (let at = 0; at < 5; at += 1) breaker.record('vllm/bee/', false);
      const all = [...both, provider('vllm')];
      const more = { listed: { vllm: ['bee'] }, choice: { model: 'vllm/bee' }, tools: 2, characters: 600_000, breaker };
      const [one, next] = selected(all, more as More);
      expect(one).toMatchObject({ name: 'vllm/bee', because: 'chosen' });
      expect(next?.because).toBe('instead vllm/bee');
    });

    test('says which one could not be had, and takes another', () => {
      expect(first({ choice: { model: 'openai/gpt-1' } })?.because).toBe('unmet openai/gpt-1');
      const money = { roomMicros: 1, warned: true } as const;
      expect(first({ choice: { model: 'anthropic/claude-opus-5-5' }, money })?.because).not.toBe('chosen');
      const some = { roomMicros: 30_000, warned: false } as const;
      expect(first({ choice: { model: 'anthropic/claude-opus-5-5' }, money: some })).toMatchObject({
        tier: 'edge',
        because: 'unmet anthropic/claude-opus-5-5',
      });
    });

    test('does not take the one they named where its price is known not to fit, whatever else it lacks', () => {
      const choice = { model: 'anthropic/claude-opus-5-5' } as const;
      const breaker = createBreaker(() => 0);
      for (let at = 0; at < 5; at += 1) breaker.record('anthropic/claude-opus-5-5/', false);
      // Its longest answer would fit, but not what it has to read before.
      const more = { choice, characters: 600_000 } as const;
      const money = { roomMicros: 400_000, warned: false } as const;
      expect(first({ ...more, money })).toMatchObject({ because: `unmet ${choice.model}` });
      expect(first({ ...more, money, breaker })).toMatchObject({ because: `unmet ${choice.model}` });
      const enough = { ...money, roomMicros: 4_000_000 };
      for (const rest of [{}, { breaker }]) {
        expect(first({ ...more, ...rest, money: enough })).toMatchObject({ name: choice.model, because: 'chosen' });
      }
    });

    test('says so too where nobody is known to suit', () => {
      const more = { listed: { vllm: ['bee'] }, choice: { model: 'vllm/wasp' }, tools: 2 } as More;
      expect(selected([provider('vllm')], more)).toMatchObject([{ name: 'vllm/bee', because: 'unmet vllm/wasp' }]);
    });

    test('comes before the one model that an agent’s maker set', () => {
      const agent = { ...coder, models: ['openai/gpt-6-luna'] as const };
      expect(first({ agent })).toMatchObject({ name: 'openai/gpt-6-luna', because: 'set' });
      expect(first({ agent, choice: { model: 'anthropic/claude-opus-5-5' } })).toMatchObject({
        name: 'anthropic/claude-opus-5-5',
        because: 'chosen',
      });
      expect(first({ agent, choice: { tier: 'premium' } })).toMatchObject({ tier: 'premium', because: 'chosen' });
    });

    test('is not replaced by a better one', () => {
      const cheap = first({ choice: { tier: 'edge' } });
      expect(cheap && mayReplace({ agent: coder }, cheap)).toBe(false);
    });

    test('is not replaced either by a better one where another of its tier stays or steps in', () => {
      const choice = { tier: 'edge' } as const;
      const cached = { model: 'openai/gpt-6-luna', tokens: 50_000 } as const;
      const [stays] = selected(both, { choice, cached, characters: 160_000 });
      expect(stays).toMatchObject({ name: cached.model, because: 'conversation' });
      const [one, next] = selected(both, { choice });
      expect(next).toMatchObject({ tier: 'edge', because: `instead ${one?.name}` });
      for (const by of [stays, next]) {
        expect(by && mayReplace({ agent: coder, choice }, by)).toBe(false);
        expect(by && mayReplace({ agent: coder }, by)).toBe(true);
      }
    });
  });

  test('names each once and is bounded for every agent', () => {
    const all = ['anthropic', 'openai', 'ollama', 'vllm', 'openrouter'].map(provider);
    const listed = { ollama: ['a', 'b', 'c'], vllm: ['d', 'e'], openrouter: ['f/g', 'h/i'] };
    for (const agent of roster) {
      for (const text of [EASY, HARD]) {
        const found = names(all, { agent, text, tools: agent.tools.length, listed });
        expect(new Set(found).size).toBe(found.length);
        expect(found).toHaveLength(6);
      }
    }
  });
});
