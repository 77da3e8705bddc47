import { describe, expect, test } from 'vitest';
import type { ImageMaker } from '../../providers/imageMaker.ts';
import { ProviderError } from '../../providers/provider.ts';
import { recordedLog } from '../../testing/parts.ts';
import { builtIn } from '../catalog/builtIn.ts';
import { imageCost, type ImagePrice } from '../catalog/imagePrice.ts';
import { paidImage } from './paidImage.ts';
import type { Purse } from './withBudget.ts';

const spender = { userId: 'ada', chatId: 'c', agentId: 'creative', runId: 'r' };
const request = { prompt: 'A hive', size: '1024x1024', quality: 'medium' } as const;
const price: ImagePrice = {
  ...{ source: 'test', asOf: '2026-11-01' },
  perImage: [{ size: '1024x1024', quality: 'medium', price: 0.034 }],
};

/** Has one made, and says what the purse was asked. */
async function make(part: { price?: ImagePrice; generate?: ImageMaker['generate']; purse?: Partial<Purse> } = {}) {
  const asked: unknown[][] = [];
  const purse: Purse = {
    limits: () => true,
    money: () => Promise.resolve(null),
    reserve: async (id, of, micros) => (asked.push(['reserve', id, of, micros]), true),
    settle: async (id, micros) => void asked.push(['settle', id, micros]),
    ...part.purse,
  };
  let calls = 0;
  const generate: ImageMaker['generate'] = (given, signal) => {
    calls += 1;
    return part.generate?.(given, signal) ?? Promise.resolve(new Uint8Array([1]));
  };
  const maker = { providerId: 'openai', model: 'm', generate };
  const log = recordedLog();
  const made = await paidImage(request, new AbortController().signal, {
    ...{ maker, spender, purse, log },
    price: part.price === undefined ? price : part.price,
  });
  return { made, asked: asked.map(([what, id, ...rest]) => [what, typeof id, ...rest]), calls };
}

const fails = (fault: ProviderError['fault']) => () => Promise.reject(new ProviderError(fault, 'no'));

describe('a picture', () => {
  test('is paid for: set aside before, counted after', async () => {
    const { made, asked } = await make();
    expect(made).toEqual({ kind: 'made', bytes: new Uint8Array([1]), costMicros: 34_000 });
    expect(asked).toEqual([
      ['reserve', 'string', spender, 34_000],
      ['settle', 'string', 34_000],
    ]);
  });

  test('is not made where a budget is in the way, or nobody can be asked', async () => {
    const refused = await make({ purse: { reserve: () => Promise.resolve(false) } });
    expect(refused).toMatchObject({ made: { fault: 'over-budget', costMicros: 0 }, calls: 0, asked: [] });
    const away = await make({ purse: { reserve: () => Promise.reject(new Error('no database')) } });
    expect(away).toMatchObject({ made: { fault: 'internal' }, calls: 0 });
  });

  test('whose price nobody knows is not made where a budget limits it, and never counted as free', async () => {
    expect(await make({ price: null })).toMatchObject({ made: { fault: 'no-price' }, calls: 0, asked: [] });
    const free = await make({ price: null, purse: { limits: () => false } });
    expect(free).toMatchObject({ made: { kind: 'made', costMicros: null }, asked: [] });
  });

  test.each([
    ['refused', 0],
    ['rate-limited', 0],
    ['unreachable', null],
    ['aborted', null],
  ] as const)('that was %s costs %s', async (fault, micros) => {
    const { made, asked } = await make({ generate: fails(fault) });
    expect(made).toEqual({ kind: 'failed', fault, costMicros: micros });
    expect(asked.at(-1)).toEqual(['settle', 'string', micros]);
  });

  test('is there although what it cost could not be counted', async () => {
    const { made } = await make({ purse: { settle: () => Promise.reject(new Error('no database')) } });
    expect(made).toMatchObject({ kind: 'made' });
  });
});

test('the catalog knows what draws, which holds no conversation, and what a picture costs', () => {
  const drawing = builtIn.models.filter(({ capabilities }) => capabilities.drawing === true);
  expect(drawing.map(({ id }) => id)).toContain('gpt-image-1.5');
  const known = drawing.find(({ id }) => id === 'gpt-image-1.5')?.imagePrice ?? null;
  expect(imageCost(known, { size: '1536x1024', quality: 'high' })).toBe(200_000);
  expect(imageCost(price, { size: '1536x1024', quality: 'high' })).toBeNull();
  expect(imageCost(null, request)).toBeNull();
});
