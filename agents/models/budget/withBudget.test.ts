import { describe, expect, test } from 'vitest';
import { createDemo } from '../../providers/demo.ts';
import { ProviderError } from '../../providers/provider.ts';
import { createScripted, type Script, writing } from '../../providers/scripted.ts';
import { candidateFor, quickClock, recordedLog } from '../../testing/parts.ts';
import { type Candidate, undescribed } from '../candidate.ts';
import { type Purse, withBudget } from './withBudget.ts';

const SPENDER = { userId: 'anna', chatId: 'chat', agentId: 'coder', runId: 'run' };

function purseWith(more: Partial<Purse> = {}) {
  const asked: unknown[] = [];
  const purse: Purse = {
    limits: () => true,
    money: async () => null,
    async reserve(_id, _spender, micros) {
      asked.push(['reserve', micros]);
      return true;
    },
    async settle(_id, micros) {
      asked.push(['settle', micros]);
    },
    ...more,
  };
  return { purse, asked };
}

async function read(candidate: Candidate, purse: Purse, { stop = false } = {}) {
  const log = recordedLog();
  const { provider } = withBudget(candidate, SPENDER, { purse, log });
  const { signal } = new AbortController();
  const request = { model: 'm', system: 'x'.repeat(3_000), turns: [], soFar: '', maxOutputTokens: 100, signal };
  let text = '';
  try {
    for await (const event of provider.stream(request)) {
      if (event.type === 'text') text += event.text;
      if (stop) break;
    }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return { text, fault: error.fault, log };
  }
  return { text, fault: null, log };
}

const priced = (script: Script = writing(['Hi'])) =>
  candidateFor(createScripted(script, { id: 'anthropic' }), 'claude-haiku-5-5');

describe('withBudget', () => {
  test('sets aside the most a call can cost, stored for later and all, and counts what it did', async () => {
    const { purse, asked } = purseWith();
    expect(await read(priced(), purse)).toMatchObject({ text: 'Hi', fault: null });
    // 1,000 tokens at 0.125 and 100 at 0.5; then 10 at 0.1 and 5 at 0.5.
    expect(asked).toEqual([
      ['reserve', 175],
      ['settle', 4],
    ]);
  });

  test('asks no model where a budget is in the way, or none could be asked', async () => {
    const provider = createScripted(writing(['Hi']), { id: 'anthropic' });
    const candidate = candidateFor(provider, 'claude-haiku-5-5');
    expect(await read(candidate, purseWith({ reserve: () => Promise.resolve(false) }).purse)).toMatchObject({
      fault: 'over-budget',
    });
    const away = () => Promise.reject(new Error('no database'));
    expect(await read(candidate, purseWith({ reserve: away }).purse)).toMatchObject({ fault: 'internal' });
    expect(provider.calls).toEqual([]);
  });

  test('asks none whose price nobody knows while a limit holds, and leaves alone who has none', async () => {
    const provider = createScripted(writing(['Hi']), { id: 'custom' });
    const { purse, asked } = purseWith();
    expect(await read(undescribed(provider, 'bee'), purse)).toMatchObject({ fault: 'over-budget' });
    expect(provider.calls).toEqual([]);
    const unlimited = undescribed(provider, 'bee');
    expect(withBudget(unlimited, SPENDER, { purse: { ...purse, limits: () => false }, log: recordedLog() })).toBe(
      unlimited,
    );
    expect(asked).toEqual([]);
  });

  test('asks the free without setting anything aside', async () => {
    const { purse, asked } = purseWith();
    const free = { ...undescribed(createScripted(writing(['Hi'])), 'bee'), price: { free: true } as const };
    expect(await read(free, purse)).toMatchObject({ text: 'Hi' });
    expect((await read(undescribed(createDemo(quickClock()), 'coder'), purse)).text).not.toBe('');
    expect(asked).toEqual([]);
  });

  test('counts nothing for what was refused, and all of it where nobody knows', async () => {
    const settled = async (script: Script, stop = false) => {
      const { purse, asked } = purseWith();
      await read(priced(script), purse, { stop });
      return asked.at(-1);
    };
    expect(await settled([{ fail: 'rate-limited' }])).toEqual(['settle', 0]);
    expect(await settled([{ text: 'Ha' }, { fail: 'unreachable' }])).toEqual(['settle', null]);
    expect(await settled(writing(['One', 'two']), true)).toEqual(['settle', null]);
  });

  test('gives the answer though it could not be counted', async () => {
    const { purse } = purseWith({ settle: () => Promise.reject(new Error('no database')) });
    const { text, log } = await read(priced(), purse);
    expect(text).toBe('Hi');
    expect(log.lines).toMatchObject([{ level: 'error' }]);
  });
});
