import type { LookupAddress } from 'node:dns';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endless, leadsTo, type Site, serves, startSite } from '../../agents/testing/site.ts';
import { createGuardedFetch } from './guardedFetch.ts';
import type { Resolve } from './publicAddress.ts';

let site: Site;
beforeAll(async () => {
  site = await startSite();
});
beforeEach(() => site.forget());
afterAll(() => site.close());

/** Every name leads to these addresses. */
function to(...addresses: string[]): Resolve {
  const found = addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 }));
  return (_name, _options, callback) => callback(null, found);
}

describe('in the public internet', () => {
  it.each([
    'https://127.0.0.1/',
    'https://127.1/',
    'https://0x7f.1/',
    'https://2130706433/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://169.254.169.254/latest/meta-data/',
    'https://10.0.0.1/',
    'https://localhost/',
    'https://printer.local/',
    'http://example.com/',
    'https://me:secret@example.com/',
    'file:///etc/passwd',
  ])('%s is not asked', async (address) => {
    await expect(createGuardedFetch({ allowPrivate: false })(address)).rejects.toMatchObject({ why: 'refused' });
  });

  it.each([[['127.0.0.1']], [['93.184.216.34', '10.0.0.1']], [['::1']]])(
    'nor a name that leads to %j',
    async (addresses) => {
      const fetch = createGuardedFetch({ allowPrivate: false, resolve: to(...addresses) });
      await expect(fetch(`https://bees.example:${new URL(site.url).port}/`)).rejects.toMatchObject({
        code: 'ENOTFOUND',
      });
      expect(site.asked).toEqual([]);
    },
  );
});

describe('where our own network may be asked', () => {
  const fetch = createGuardedFetch({ allowPrivate: true, resolve: to('127.0.0.1'), mostBytes: 1_000_000 });

  it.each(['http://169.254.169.254/', 'http://[fe80::1]/', 'http://0.0.0.0/'])('%s is not', async (address) => {
    await expect(fetch(address)).rejects.toMatchObject({ why: 'refused' });
  });

  it('sends what it is given, and brings what comes', async () => {
    site.pages.set('/mcp', serves('{"a":1}', 'application/json'));
    const response = await fetch(`http://intern:${new URL(site.url).port}/mcp`, {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer x' },
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ a: 1 });
    expect(site.asked[0]?.headers).toMatchObject({ authorization: 'Bearer x', 'accept-encoding': 'identity' });
  });

  it('follows nothing by itself', async () => {
    site.pages.set('/', leadsTo('http://127.0.0.1/other'));
    const response = await fetch(site.url);
    expect(response.status).toBeGreaterThanOrEqual(300);
    expect(response.headers.get('location')).toBe('http://127.0.0.1/other');
    expect(site.asked).toHaveLength(1);
  });

  it('takes nothing that is packed or has no end', async () => {
    site.pages.set('/packed', serves(gzipSync('x'), 'text/plain', { 'content-encoding': 'gzip' }));
    await expect(fetch(`${site.url}/packed`)).rejects.toMatchObject({ why: 'packed' });
    site.pages.set('/endless', endless('text/plain', Buffer.alloc(65_536, 'x')).answering);
    await expect(fetch(`${site.url}/endless`).then((response) => response.text())).rejects.toBeDefined();
  });

  it('ends when it is not wanted any more', async () => {
    site.pages.set('/endless', endless('text/plain', Buffer.alloc(65_536, 'x')).answering);
    const stop = new AbortController();
    const response = await fetch(`${site.url}/endless`, { signal: stop.signal });
    stop.abort();
    await expect(response.text()).rejects.toBeDefined();
  });
});
