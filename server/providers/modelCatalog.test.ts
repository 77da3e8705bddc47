import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import { readModelCatalog } from './modelCatalog.ts';

describe('the models.json of a data folder', () => {
  let folder: string;
  let lines: { level: string; fields: { problems?: string[] }; message: string }[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'waggle-models-'));
    lines = [];
  });
  afterEach(() => rm(folder, { recursive: true }));

  const to = (level: string) => (fields: object, message?: string) =>
    void lines.push({ level, fields, message: message ?? '' });
  const read = () => readModelCatalog(folder, { info: to('info'), error: to('error') });
  const write = (text: string) => writeFile(join(folder, 'models.json'), text);

  it('need not be there', async () => {
    expect(await read()).toBe(builtIn);
    expect(lines).toEqual([]);
  });

  it('adds models and changes what is known of others', async () => {
    await write(
      JSON.stringify({
        providers: [{ id: 'house', name: 'House', dialect: 'compatible', baseUrl: 'http://gpu:9000/v1' }],
        models: [
          { provider: 'house', id: 'bee', tier: 'cloud' },
          { provider: 'anthropic', id: 'claude-opus-5-5', tier: 'cloud' },
        ],
      }),
    );
    const catalog = await read();
    expect(catalog.providers.at(-1)).toMatchObject({ id: 'house', key: 'optional', local: false });
    expect(catalog.models.at(-1)).toMatchObject({ provider: 'house', id: 'bee', price: null });
    expect(catalog.models.find(({ id }) => id === 'claude-opus-5-5')).toMatchObject({ tier: 'cloud' });
    expect(lines).toMatchObject([{ level: 'info' }]);
  });

  it.each([
    ['{\n"models": [\n{"provider": "anthropic", "id": "x"}]}', 'line 3, models[0].tier: '],
    ['{"models": [', 'line 1: '],
    ['{"providers": [{"id": "A_b", "name": "A", "dialect": "openai", "baseUrl": null}]}', 'the provider A_b: '],
  ])('counts for nothing where something is wrong: %j', async (text, problem) => {
    await write(text);
    expect(await read()).toBe(builtIn);
    expect(lines).toMatchObject([
      { level: 'error', message: 'models.json has mistakes: the models are those that come along' },
    ]);
    expect(lines[0]?.fields.problems?.[0]).toContain(problem);
  });

  it('is told of where it can not be read', async () => {
    await mkdir(join(folder, 'models.json'));
    expect(await read()).toBe(builtIn);
    expect(lines).toMatchObject([{ level: 'error' }]);
  });
});
