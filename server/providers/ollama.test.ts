import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { remoteModelsAt } from './ollama.ts';

describe('the models that an Ollama has run elsewhere', () => {
  const heard: { path: string | undefined; key: string | undefined }[] = [];
  let answer: (response: ServerResponse) => void;
  let url: string;
  const server = createServer((request, response) => {
    heard.push({ path: request.url, key: request.headers.authorization });
    answer(response);
  });

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close().closeAllConnections());

  const says = (body: string, status = 200) => {
    answer = (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  };
  const ask = (baseUrl = `${url}/v1`) => remoteModelsAt({ baseUrl, apiKey: 'sk-own', timeMs: 500 });

  it('are those with a host or a model of there', async () => {
    const models = [
      { name: 'qwen3:8b' },
      { name: 'bees:latest', remote_host: 'https://ollama.com:443', remote_model: 'bees' },
      { name: 'wasps:1b', remote_host: '', remote_model: '' },
      { name: 'ants:1b', remote_model: 'ants' },
      { remote_host: 'nameless' },
      null,
    ];
    says(JSON.stringify({ models }));
    expect(await ask()).toEqual(['bees:latest', 'ants:1b']);
    expect(heard.at(-1)).toEqual({ path: '/api/tags', key: 'Bearer sk-own' });
    expect(await ask(`${url}/gpu/v1/`)).toEqual(['bees:latest', 'ants:1b']);
    expect(heard.at(-1)?.path).toBe('/gpu/api/tags');
  });

  it.each([
    ['{"error":"not found"}', 404],
    ['<html></html>', 200],
    ['{"object":"list","data":[]}', 200],
  ])('are none where there is no such list: %s', async (body, status) => {
    says(body, status);
    expect(await ask()).toEqual([]);
  });

  it('are not known where it could not be asked, and nothing leads further', async () => {
    says('{"models":[]}', 503);
    expect(await ask()).toBeNull();
    answer = (response) => response.writeHead(307, { location: `${url}/elsewhere` }).end();
    expect(await ask()).toBeNull();
    expect(heard.map(({ path }) => path)).not.toContain('/elsewhere');
    says(`{"models":[${' '.repeat(5 * 1024 * 1024)}]}`);
    expect(await ask()).toBeNull();
    answer = () => {};
    expect(await ask()).toBeNull();
    expect(await ask('http://127.0.0.1:9')).toBeNull();
  });
});
