import type { LookupAddress } from 'node:dns';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endless, leadsTo, type Site, serves, startSite } from '../../agents/testing/site.ts';
import type { WebAsking } from '../../agents/tools/web/net.ts';
import type { Reach } from './fetchPublic.ts';
import { createWebNet } from './webNet.ts';

const MB = 1024 * 1024;
const brotli = (bytes: Buffer) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
const onlyOne: Reach = { mayReach: (address) => address === '127.0.0.1', anyPort: true };

function asking(more: Partial<WebAsking> = {}): WebAsking {
  return {
    accept: 'text/html',
    maxBytes: MB,
    cut: true,
    timeMs: 15_000,
    signal: new AbortController().signal,
    ...more,
  };
}

const net = createWebNet({ reach: onlyOne });
let site: Site;
let hidden: Site;

beforeAll(async () => {
  site = await startSite();
  hidden = await startSite('127.0.0.2');
});
beforeEach(() => {
  site.forget();
  hidden.forget();
  hidden.pages.set('/', serves('secret'));
});
afterAll(async () => {
  await site.close();
  await hidden.close();
});

const get = async (path: string, more?: Partial<WebAsking>) => net.get(site.url + path, asking(more));
const text = (answer: Awaited<ReturnType<typeof get>>) =>
  answer.kind === 'fetched' ? Buffer.from(answer.bytes).toString() : answer;

describe('a page', () => {
  it('comes with its type, and nothing tells who asked', async () => {
    site.pages.set('/', serves('<p>Bees</p>', 'text/html; charset=utf-8', { 'set-cookie': 'id=1' }));
    expect(text(await get('/'))).toBe('<p>Bees</p>');
    await get('/');
    expect(Object.keys(site.asked[1]?.headers ?? {}).sort()).toEqual([
      ...['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent'],
    ]);
    expect(site.asked[1]?.headers['user-agent']).toContain('Waggle');
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotli],
  ])('is unpacked from %s', async (encoding, pack) => {
    site.pages.set('/', serves(pack(Buffer.from('Bees dance.')), 'text/plain', { 'content-encoding': encoding }));
    expect(text(await get('/'))).toBe('Bees dance.');
  });

  it('that leads elsewhere says where, and is not followed', async () => {
    site.pages.set('/', leadsTo('/other?a=1'));
    expect(await get('/')).toEqual({ kind: 'moved', to: `${site.url}/other?a=1` });
    expect(site.asked).toHaveLength(1);
  });

  it.each([
    ['application/pdf', '%PDF-1.7'],
    ['image/png', 'x'],
    ['application/octet-stream', 'x'],
  ])('of type %s is no text', async (contentType, body) => {
    site.pages.set('/', serves(body, contentType));
    expect(await get('/')).toEqual({ kind: 'failed', why: 'not-text', contentType });
  });

  it('that is not there has a status', async () => {
    expect(await get('/')).toEqual({ kind: 'failed', why: 'status', status: 404 });
  });

  it('packed in a way of its own, or badly, is unreachable', async () => {
    site.pages.set('/a', serves('x', 'text/plain', { 'content-encoding': 'zstd' }));
    site.pages.set('/b', serves('no gzip', 'text/plain', { 'content-encoding': 'gzip' }));
    for (const path of ['/a', '/b']) expect(await get(path)).toEqual({ kind: 'failed', why: 'unreachable' });
  });
});

describe('addresses of our own network', () => {
  const strict = createWebNet();
  it.each([
    'http://127.0.0.1/',
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://0/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[0:0:0:0:0:ffff:a9fe:a9fe]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://169.254.169.254/latest/meta-data/',
    'http://10.0.0.1/',
    'http://１２７.0.0.1/',
    'http://127。0。0。1/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://redis/',
    'http://db.internal/',
    'http://user:secret@example.com/',
    'http://example.com:22/',
    'https://example.com:6379/',
    'ftp://example.com/',
    'file:///etc/passwd',
    'gopher://example.com/',
    'data:text/html,x',
    'javascript:alert(1)',
    '//example.com',
    'no address',
    '',
  ])('%s is refused', async (address) => {
    expect(await strict.get(address, asking())).toEqual({ kind: 'failed', why: 'refused' });
  });

  it('are not asked where another one may be', async () => {
    expect(await net.get(hidden.url, asking())).toEqual({ kind: 'failed', why: 'refused' });
    expect(hidden.asked).toEqual([]);
  });
});

describe('names', () => {
  const named = (answers: LookupAddress[][]) => {
    const resolved: string[] = [];
    const resolve: Reach['resolve'] = (hostname, _options, callback) => {
      resolved.push(hostname);
      callback(null, answers[resolved.length - 1] ?? answers.at(-1) ?? []);
    };
    return { resolved, net: createWebNet({ reach: { ...onlyOne, resolve } }) };
  };
  const good = { address: '127.0.0.1', family: 4 };
  const bad = { address: '127.0.0.2', family: 4 };
  const at = (name: string) => site.url.replace('127.0.0.1', name);

  it('are resolved once, and connected to as they were', async () => {
    site.pages.set('/', serves('Bees', 'text/plain'));
    const { net: changing, resolved } = named([[good], [bad]]);
    expect(text(await changing.get(at('bees.example.com'), asking()))).toBe('Bees');
    expect(resolved).toEqual(['bees.example.com']);
    expect(site.asked[0]?.headers.host).toMatch(/^bees\.example\.com:/);
  });

  it('that lead elsewhere the next time are refused then', async () => {
    site.pages.set('/', leadsTo('/again'));
    const { net: changing, resolved } = named([[good], [bad]]);
    const moved = await changing.get(at('bees.example.com'), asking());
    if (moved.kind !== 'moved') throw new Error('it should lead on');
    expect(await changing.get(moved.to, asking())).toEqual({ kind: 'failed', why: 'unreachable' });
    expect(resolved).toHaveLength(2);
    expect(hidden.asked).toEqual([]);
  });

  it('that lead to one address of ours among others are refused', async () => {
    const { net: mixed } = named([[good, bad]]);
    expect(await mixed.get(at('bees.example.com'), asking())).toEqual({ kind: 'failed', why: 'unreachable' });
    expect([...site.asked, ...hidden.asked]).toEqual([]);
  });
});

describe('too much', () => {
  it('is cut, or refused where it may not be', async () => {
    const { answering, sent } = endless('text/plain', Buffer.alloc(16_384, 'x'));
    site.pages.set('/', answering);
    const answer = await get('/');
    expect(answer).toMatchObject({ kind: 'fetched', cut: true });
    expect(answer.kind === 'fetched' && answer.bytes.length).toBe(MB);
    expect(sent()).toBeLessThan(20 * MB);
    expect(await get('/', { cut: false })).toEqual({ kind: 'failed', why: 'too-large' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotli],
  ])('is not unpacked from %s', async (encoding, pack) => {
    const bomb = pack(Buffer.alloc(16 * MB));
    site.pages.set('/', serves(bomb, 'text/plain', { 'content-encoding': encoding }));
    const answer = await get('/');
    expect(answer.kind === 'fetched' && [answer.bytes.length, answer.cut]).toEqual([MB, true]);
    expect(await get('/', { cut: false })).toEqual({ kind: 'failed', why: 'too-large' });
  });

  it('of what unpacks to nothing is not waited for', async () => {
    const { answering } = endless('text/plain', Buffer.concat(Array<Buffer>(800).fill(gzipSync(''))), {
      'content-encoding': 'gzip',
    });
    site.pages.set('/', answering);
    expect(await get('/', { maxBytes: 32_768 })).toEqual({ kind: 'failed', why: 'too-large' });
  });

  it('of a head is unreachable', async () => {
    site.pages.set('/', serves('x', 'text/plain', { 'x-long': 'x'.repeat(20_000) }));
    expect(await get('/')).toEqual({ kind: 'failed', why: 'unreachable' });
  });
});

describe('waiting', () => {
  it('for an answer, or for its end, has its time', async () => {
    site.pages.set('/mute', () => {});
    site.pages.set('/slow', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/plain' }).write('x');
    });
    for (const path of ['/mute', '/slow']) {
      expect(await get(path, { timeMs: 100 })).toEqual({ kind: 'failed', why: 'timeout' });
    }
  });

  it('ends when it is stopped', async () => {
    const stopping = new AbortController();
    site.pages.set('/', () => stopping.abort());
    expect(await get('/', { signal: stopping.signal })).toEqual({ kind: 'failed', why: 'stopped' });
    expect(await get('/', { signal: AbortSignal.abort() })).toEqual({ kind: 'failed', why: 'stopped' });
    expect(site.asked).toHaveLength(1);
  });

  it('for nobody ends at once', async () => {
    const gone = await startSite();
    await gone.close();
    expect(await net.get(gone.url, asking())).toEqual({ kind: 'failed', why: 'unreachable' });
  });
});
