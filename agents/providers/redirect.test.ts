import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plainEntry } from '../testing/vendors.ts';
import { buildProvider } from './build.ts';

describe('an address that leads elsewhere', () => {
  const heard: string[] = [];
  const elsewhere = createServer((request, response) => {
    heard.push(JSON.stringify(request.headers));
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":[]}');
  });
  const given = createServer((request, response) => {
    request.resume();
    response.writeHead(307, { location: `${urlOf(elsewhere)}${request.url ?? ''}` }).end();
  });

  beforeAll(async () => {
    for (const server of [elsewhere, given]) await once(server.listen(0, '127.0.0.1'), 'listening');
  });
  afterAll(() => {
    for (const server of [elsewhere, given]) server.close().closeAllConnections();
  });

  it.each(['anthropic', 'openai', 'compatible'] as const)('gets neither key nor question: %s', async (kind) => {
    const provider = buildProvider({
      entry: plainEntry(kind),
      apiKey: 'sk-for-the-given-address',
      baseUrl: urlOf(given),
    });
    await expect(provider.models(AbortSignal.timeout(5_000))).rejects.toMatchObject({ fault: 'unreachable' });
    const events = provider.stream({
      model: 'any',
      system: 'You are brief.',
      turns: [{ role: 'user', text: 'A secret.' }],
      soFar: '',
      maxOutputTokens: 10,
      signal: AbortSignal.timeout(5_000),
    });
    await expect(events[Symbol.asyncIterator]().next()).rejects.toMatchObject({ fault: 'unreachable' });
    expect(heard).toEqual([]);
  });
});

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
