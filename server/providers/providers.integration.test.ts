import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { builtIn } from '../../agents/models/catalog/builtIn.ts';
import { createDemo } from '../../agents/providers/demo.ts';
import { ProviderError } from '../../agents/providers/provider.ts';
import { startCompatibleServer } from '../../agents/testing/compatibleServer.ts';
import { startOpenAiServer } from '../../agents/testing/openaiServer.ts';
import { VENDOR_KEY, type VendorServer } from '../../agents/testing/vendorServer.ts';
import type { Bus } from '../bus/bus.ts';
import { type BusLine, createInProcessBus } from '../bus/inProcessBus.ts';
import { type Env, readEnv } from '../env.ts';
import { openTestDatabase, type TestDatabase } from '../runs/testing/workspace.ts';
import { Secret } from '../secret.ts';
import { poolForms } from '../store/testing/poolForms.ts';
import { type Figures, openFigures } from './figures.ts';
import { createFigureSettings } from './figureSettings.ts';
import { openProviders, type Providers } from './providers.ts';
import { Seal } from './seal.ts';

const logger = pino({ level: 'silent' });
const SECRET = 'a secret of more than thirty-two characters';
const NOBODY = 'http://127.0.0.1:9';
/** As Ollama says of a model that its vendor's machines run. */
const REMOTE = { remote_host: 'https://ollama.com:443', remote_model: 'gpt-oss:120b' };

/** An Ollama with these models, which lists them in OpenAI's form and in its own. */
async function startTags(models: Record<string, Partial<typeof REMOTE>>) {
  let status = 200;
  const names = Object.entries(models);
  const lists: Record<string, unknown> = {
    '/v1/models': {
      object: 'list',
      data: names.map(([id]) => ({ id, object: 'model', created: 1_790_000_000, owned_by: 'library' })),
    },
    '/api/tags': {
      models: names.map(([name, remote]) => ({
        ...{ name, model: name, ...remote },
        ...{ modified_at: '2026-11-20T08:00:00.000000001Z', size: 384, digest: '569662207105' },
        details: { parent_model: '', format: '', family: 'bee', families: ['bee'], parameter_size: '8B' },
      })),
    },
  };
  const server = createServer(({ url = '' }, response) => {
    const code = url === '/api/tags' ? status : 200;
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(code === 200 ? lists[url] : { error: 'none' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** With what its own list is answered from now on. */
    answers: (code: number) => void (status = code),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

describe.each(poolForms)('providers, $name', ({ missing, open }) => {
  describe.skipIf(missing !== undefined)(missing ?? 'configured', () => {
    let db: TestDatabase;
    let vendor: VendorServer;
    let compatible: VendorServer;
    let line: BusLine;
    const opened: Providers[] = [];
    const said: Figures[] = [];

    beforeAll(async () => {
      [db, vendor, compatible] = await Promise.all([
        openTestDatabase({ open }),
        startOpenAiServer(),
        startCompatibleServer(),
      ]);
    });
    afterAll(async () => {
      await Promise.all([db.close(), vendor.close(), compatible.close()]);
    });
    beforeEach(async () => {
      line = new Set();
      await db.pool.query('delete from provider_setting');
      await db.pool.query('delete from model_figure');
    });
    afterEach(() => {
      for (const part of [...opened.splice(0), ...said.splice(0)]) part.close();
    });

    async function figuresOn(bus: Bus): Promise<Figures> {
      const figures = await openFigures({ database: db.database, bus, logger });
      said.push(figures);
      return figures;
    }

    async function start(settings: Record<string, string> = {}, secret = SECRET): Promise<Providers> {
      const env: Env['providers'] = readEnv({
        OLLAMA_URL: NOBODY,
        OPENAI_BASE_URL: `${vendor.url}/v1`,
        ...settings,
      }).providers;
      const bus = createInProcessBus(logger, line);
      const seal = new Seal(new Secret(secret));
      const providers = await openProviders({
        ...{ database: db.database, env, seal, bus, logger },
        catalog: builtIn,
        figures: await figuresOn(bus),
        demo: createDemo(),
      });
      opened.push(providers);
      return providers;
    }

    const stateOf = (providers: Providers, id: string) => providers.list().find((state) => state.id === id);
    const idsOf = (providers: Providers) => providers.providers().map((provider) => provider.id);

    it('has pictures made by a model that is offered, and one whose price is known before others', async () => {
      const drawing = await startOpenAiServer(['gpt-6-luna', 'gpt-image-2.5-flare', 'gpt-image-1.5']);
      expect((await start()).imageMakers()).toEqual([]);
      const providers = await start({ OPENAI_API_KEY: VENDOR_KEY, OPENAI_BASE_URL: `${drawing.url}/v1` });
      await providers.test('openai');
      const [found] = providers.imageMakers();
      expect(found).toMatchObject({ maker: { providerId: 'openai', model: 'gpt-image-1.5' } });
      expect(found?.price?.perImage.length).toBeGreaterThan(0);
      const request = { prompt: 'A hive', size: '1024x1024', quality: 'low' } as const;
      expect(await found?.maker.generate(request, new AbortController().signal)).toBeInstanceOf(Uint8Array);
      const without = await start({ OPENAI_API_KEY: VENDOR_KEY });
      await without.test('openai');
      expect(without.imageMakers()).toEqual([]);
      await drawing.close();
    });

    it('are none at first, and the demo answers', async () => {
      const providers = await start();
      expect(idsOf(providers)).toEqual(['demo']);
      expect(stateOf(providers, 'anthropic')).toMatchObject({ configured: false, keySource: 'none', baseUrl: null });
      expect(stateOf(providers, 'ollama')).toMatchObject({ keySource: 'not-needed', configured: false });
    });

    it('take a key, keep it sealed and never show it', async () => {
      const providers = await start();
      const state = await providers.update({ providerId: 'openai', key: VENDOR_KEY });
      expect(state).toMatchObject({ configured: true, keySource: 'stored', reachability: { kind: 'reachable' } });
      expect(state.models).toEqual(['gpt-6.1-sol', 'gpt-6-luna']);
      expect(idsOf(providers)).toEqual(['openai', 'demo']);
      const { rows } = await db.pool.query('select * from provider_setting');
      expect(JSON.stringify(rows)).not.toContain(VENDOR_KEY);
      expect(JSON.stringify(providers.list())).not.toContain(VENDOR_KEY);
      expect(idsOf(await start())).toEqual(['openai', 'demo']);
      expect(await providers.update({ providerId: 'openai', key: null })).toMatchObject({
        configured: false,
        keySource: 'none',
      });
      expect(idsOf(providers)).toEqual(['demo']);
    });

    it('say why they can not be reached', async () => {
      const providers = await start();
      expect(await providers.update({ providerId: 'openai', key: 'sk-wrong' })).toMatchObject({
        configured: true,
        reachability: { kind: 'unreachable', failure: 'bad-key' },
      });
      expect(await providers.update({ providerId: 'custom', key: null, baseUrl: `${NOBODY}/v1/` })).toMatchObject({
        configured: true,
        baseUrl: `${NOBODY}/v1`,
        reachability: { kind: 'unreachable', failure: 'unreachable' },
      });
      expect(await providers.test('custom')).toMatchObject({ reachability: { kind: 'unreachable' } });
      await expect(providers.test('nobody')).rejects.toMatchObject({ code: 'not-found' });
    });

    it('leave what the environment set to the environment', async () => {
      const providers = await start({ OPENAI_API_KEY: VENDOR_KEY });
      expect(stateOf(providers, 'openai')).toMatchObject({ keySource: 'environment', baseUrl: `${vendor.url}/v1` });
      const refusal = { code: 'conflict', reason: 'environment' };
      await expect(providers.update({ providerId: 'openai', key: 'sk-other' })).rejects.toMatchObject(refusal);
      await expect(providers.update({ providerId: 'openai', key: null })).rejects.toMatchObject(refusal);
      await expect(
        providers.update({ providerId: 'openai', key: '', baseUrl: 'https://evil.example' }),
      ).rejects.toMatchObject(refusal);
      expect(await providers.test('openai')).toMatchObject({ reachability: { kind: 'reachable' } });
    });

    it('do not carry a key to another address', async () => {
      const providers = await start();
      const baseUrl = `${compatible.url}/v1`;
      expect(await providers.update({ providerId: 'custom', key: VENDOR_KEY, baseUrl })).toMatchObject({
        reachability: { kind: 'reachable', models: ['llama4', 'qwen3'] },
      });
      expect(await providers.update({ providerId: 'custom', key: '', models: ['qwen3'] })).toMatchObject({
        keySource: 'stored',
        models: ['qwen3'],
        baseUrl,
      });
      await expect(
        providers.update({ providerId: 'custom', key: '', baseUrl: 'https://evil.example/v1' }),
      ).rejects.toMatchObject({ code: 'conflict', reason: 'key-needed' });
    });

    it.each(['ftp://example.com', 'example.com', 'https://me:secret@example.com', 'https://example.com/?key=1', '//x'])(
      'refuse the address %s',
      async (baseUrl) => {
        const providers = await start();
        await expect(providers.update({ providerId: 'custom', key: null, baseUrl })).rejects.toMatchObject({
          code: 'bad-input',
          reason: 'baseUrl',
        });
      },
    );

    it('find Ollama by itself, and let it go again', async () => {
      const ollama = createServer((_, response) => {
        response.setHeader('content-type', 'application/json');
        response.end(
          JSON.stringify({ object: 'list', data: [{ id: 'llama4', object: 'model', created: 0, owned_by: 'x' }] }),
        );
      });
      await new Promise<void>((resolve) => ollama.listen(0, '127.0.0.1', resolve));
      const { port } = ollama.address() as AddressInfo;
      const providers = await start({ OLLAMA_URL: `http://127.0.0.1:${port}` });
      expect(idsOf(providers)).toEqual(['ollama', 'demo']);
      expect(stateOf(providers, 'ollama')).toMatchObject({
        configured: true,
        keySource: 'not-needed',
        models: ['llama4'],
      });
      ollama.closeAllConnections();
      await new Promise((resolve) => ollama.close(resolve));
      expect(await providers.test('ollama')).toMatchObject({
        configured: false,
        reachability: { kind: 'unreachable' },
      });
      expect(idsOf(providers)).toEqual(['demo']);
    });

    it('know which models Ollama has run elsewhere, also of a list that an admin fixed', async () => {
      const ollama = await startTags({ 'qwen3:8b': {}, 'bees:latest': REMOTE, 'gpt-oss:120b-cloud': REMOTE });
      const ids = ['qwen3:8b', 'bees:latest', 'gpt-oss:120b-cloud'];
      const providers = await start({ OLLAMA_URL: ollama.url });
      expect(stateOf(providers, 'ollama')?.models).toEqual(ids);
      const localOf = (of: Providers) =>
        of.known().flatMap(({ local, offered, askAs, price }) => (local && offered === true ? [{ askAs, price }] : []));
      const here = [{ askAs: 'qwen3:8b', price: { free: true } }];
      expect(localOf(providers)).toEqual(here);
      const fixed = { providerId: 'ollama', key: null, baseUrl: ollama.url, models: ['bees', 'qwen3:8b'] };
      expect((await providers.update(fixed)).models).toEqual(fixed.models);
      expect(localOf(providers)).toEqual(here);
      expect(localOf(await start())).toEqual(here);
      ollama.answers(404);
      await providers.test('ollama');
      expect(localOf(providers).map(({ askAs }) => askAs)).toEqual(expect.arrayContaining(fixed.models));
      await ollama.close();
    });

    it('call nothing of Ollama local before it said what it has run elsewhere', async () => {
      const ollama = await startTags({ 'qwen3:8b': {}, 'bees:latest': REMOTE });
      ollama.answers(503);
      const providers = await start({ OLLAMA_URL: ollama.url });
      const local = () => providers.known().some(({ provider, local: isLocal }) => provider === 'ollama' && isLocal);
      expect([idsOf(providers), local()]).toEqual([['ollama', 'demo'], false]);
      ollama.answers(200);
      await providers.test('ollama');
      expect(local()).toBe(true);
      await ollama.close();
    });

    it('say that a key can not be read with another secret, and take a new one', async () => {
      await (await start()).update({ providerId: 'openai', key: VENDOR_KEY });
      const providers = await start({}, 'another secret of more than thirty-two');
      expect(stateOf(providers, 'openai')).toMatchObject({
        configured: false,
        keySource: 'stored',
        reachability: { kind: 'unreachable', failure: 'unreadable-key' },
      });
      expect(idsOf(providers)).toEqual(['demo']);
      expect(await providers.update({ providerId: 'openai', key: VENDOR_KEY })).toMatchObject({ configured: true });
    });

    it('are replaced in other processes too, and their faults are known there', async () => {
      const [one, other] = [await start(), await start()];
      await one.update({ providerId: 'openai', key: VENDOR_KEY });
      await expect.poll(() => idsOf(other)).toEqual(['openai', 'demo']);
      await expect.poll(() => stateOf(other, 'openai')?.models).toEqual(['gpt-6.1-sol', 'gpt-6-luna']);
      one.failed('openai', new ProviderError('overloaded', 'Too much to do.'));
      await expect
        .poll(() => stateOf(other, 'openai')?.lastError)
        .toMatchObject({ failure: 'overloaded', detail: 'Too much to do.' });
    });

    it('count what an admin says of a model, in every process and no longer than it is said', async () => {
      const [one, other] = [await start({ OPENAI_API_KEY: VENDOR_KEY }), await start({ OPENAI_API_KEY: VENDOR_KEY })];
      const [figures] = said;
      if (figures === undefined) throw new Error('opened above');
      const settings = createFigureSettings({ figures, catalogued: one.catalogued });
      const model = 'openai/gpt-6-luna';
      const priceIn = (providers: Providers) => providers.known().find(({ name }) => name === model)?.price;
      const asShipped = priceIn(one);
      const band = { upTo: null, input: 3, output: 9, cachedInput: null, cacheWrite: null };
      const set = { price: { bands: [band] }, pictures: null, contextTokens: 50_000 };
      await db.pool.query(
        `insert into "user" (id, name, email, "emailVerified", "updatedAt") values ('ada', 'Ada', 'ada@example.com', true, now())
         on conflict do nothing`,
      );
      await settings.set({ model, figures: set, zeroIsFree: false }, 'ada');
      expect(priceIn(one)).toMatchObject({ perMillion: [band] });
      await expect.poll(() => priceIn(other)).toMatchObject({ perMillion: [band] });
      expect(priceIn(await start())).toMatchObject({ perMillion: [band] });
      const shown = settings.list('openai').find((facts) => facts.model === model);
      expect(shown?.set).toMatchObject({ ...set, by: 'Ada' });
      expect(shown?.catalog.price?.bands[0]).not.toEqual(band);
      await expect(
        settings.set({ model: 'openai/none', figures: set, zeroIsFree: false }, 'ada'),
      ).rejects.toMatchObject({
        code: 'not-found',
      });
      await settings.reset(model);
      expect(priceIn(one)).toEqual(asShipped);
      await expect.poll(() => priceIn(other)).toEqual(asShipped);
      expect(settings.list('openai').find((facts) => facts.model === model)?.set).toBeNull();
    });
  });
});
