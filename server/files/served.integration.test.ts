import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { type Asker, askFiles, failureOf, upload, view } from './testing/tus.ts';

const yellow = { create: { width: 400, height: 300, channels: 3, background: '#fc0' } } as const;
const SECRET = 'Hidden Valley 7';

/** A picture as a phone makes it: held upright, with where and by whom. */
const photo = () =>
  sharp(yellow)
    .jpeg()
    .withMetadata({ orientation: 6 })
    .withExifMerge({ IFD0: { Copyright: SECRET }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '47/1 22/1 0/1' } })
    .withXmp(`<x:xmpmeta xmlns:x="adobe:ns:meta/"><a>${SECRET}</a></x:xmpmeta>`);

/** What PNG says of 100,000 × 100,000 pixels in a few bytes. */
function bomb(): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    const sum = Buffer.alloc(4);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.from('000186a0000186a00800000000', 'hex');
  const image = deflateSync(Buffer.alloc(4_000_000));
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', head),
    chunk('IDAT', image),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function crc(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
  }
  return (sum ^ 0xffffffff) >>> 0;
}

async function animation(): Promise<Buffer> {
  const frames = ['#f00', '#0f0', '#00f'].map((background) =>
    sharp({ create: { ...yellow.create, background } })
      .png()
      .toBuffer(),
  );
  return sharp(await Promise.all(frames), { join: { animated: true } })
    .gif({ delay: [80, 90, 100], loop: 0 })
    .toBuffer();
}

forEachStore('a file that is served', (form) => {
  let app: TestApp;
  let ada: TestPerson;
  let ben: TestPerson;
  let asAda: Asker;
  let asBen: Asker;

  beforeAll(async () => {
    app = await startApp(form);
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    socket.close();
    ben = await app.signUp('Ben');
    asAda = { url: app.url, cookie: ada.cookie };
    asBen = { url: app.url, cookie: ben.cookie };
  });
  afterAll(() => app.close());

  async function bring(bytes: Uint8Array, name: string, more: Record<string, string> = {}) {
    const id = await upload(asAda, bytes, { name, ...more });
    const found = await view(ada, id);
    const get = async (query = '', headers: Record<string, string> = {}) => {
      const response = await askFiles(asAda, `/${id}${query}`, { headers });
      return { response, headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
    };
    return { id, found, get };
  }

  describe('being a picture', () => {
    it('stands upright and says nothing of where it was taken, in no size of it', async () => {
      const given = await photo().toBuffer();
      expect(given.includes(SECRET)).toBe(true);
      const { found, get } = await bring(given, 'Bienen.jpg');
      expect(found).toMatchObject({ kind: 'image', mime: 'image/jpeg', width: 300, height: 400 });
      for (const [query, type, width] of [
        ['', 'image/jpeg', 300],
        ['?variant=preview', 'image/webp', 300],
        ['?variant=thumb', 'image/webp', 240],
      ] as const) {
        const { headers, bytes } = await get(query);
        expect(headers.get('content-type')).toBe(type);
        const { exif, xmp, iptc, orientation, ...kept } = await sharp(bytes).metadata();
        expect({ exif, xmp, iptc, width: kept.width }).toEqual({ width });
        expect(orientation ?? 1).toBe(1);
        expect(bytes.includes(SECRET)).toBe(false);
        expect(bytes.length).toBe(query === '' ? found.size : bytes.length);
      }
    });

    it.each(['png', 'webp', 'avif'] as const)('of format %s stays of it, without its metadata', async (format) => {
      const given = await photo().toFormat(format).toBuffer();
      const { found, get } = await bring(given, `a.${format}`);
      expect(found).toMatchObject({ kind: 'image', mime: `image/${format}` });
      const { bytes } = await get();
      expect(bytes.includes(SECRET)).toBe(false);
      const { exif, xmp } = await sharp(bytes).metadata();
      expect({ exif, xmp }).toEqual({});
    });

    it.each(['gif', 'webp'] as const)('keeps moving as %s', async (format) => {
      const given = await sharp(await animation(), { animated: true })
        .toFormat(format)
        .toBuffer();
      const { found, get } = await bring(given, `a.${format}`);
      expect(found).toMatchObject({ kind: 'image', mime: `image/${format}`, width: 400, height: 300 });
      const { pages, delay } = await sharp((await get()).bytes, { animated: true }).metadata();
      expect([pages, delay]).toEqual([3, [80, 90, 100]]);
      expect((await get('?variant=preview')).headers.get('content-type')).toBe(`image/${format}`);
      expect((await sharp((await get('?variant=thumb')).bytes).metadata()).width).toBe(320);
    });

    it('carries nothing behind it: what was also a page is none any more', async () => {
      const script = '<script>alert(document.domain)</script>';
      const given = Buffer.concat([await photo().toBuffer(), Buffer.from(script)]);
      const { get } = await bring(given, 'a.html');
      const { headers, bytes } = await get();
      expect(headers.get('content-type')).toBe('image/jpeg');
      expect(bytes.includes('<script')).toBe(false);
    });

    it.each([
      ['a bomb', () => Promise.resolve(bomb())],
      ['cut off', async () => (await photo().toBuffer()).subarray(0, 900)],
      ['only its first bytes', () => Promise.resolve(Buffer.concat([Buffer.from('GIF89a'), Buffer.alloc(500)]))],
      ['damaged', async () => (await photo().png().toBuffer()).fill(7, 300, 700)],
    ])('is refused as %s, and the next one is taken', async (_name, make) => {
      const id = await upload(asAda, await make(), { name: 'a.png' });
      await expect(view(ada, id)).rejects.toThrow('conflict refused');
      expect((await askFiles(asAda, `/${id}`)).status).toBe(404);
      await bring(await photo().toBuffer(), 'b.jpg');
      expect(app.logged.filter((line) => line.includes('"level":"error"'))).toEqual([]);
    });
  });

  describe('never runs', () => {
    const script = '<script>alert(document.domain)</script>';
    it.each([
      ['a page', `<!doctype html>${script}`, 'a.html'],
      ['a page by another name', `<!doctype html>${script}`, 'a.png'],
      ['a vector picture', `<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`, 'a.svg'],
      ['XML', `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`, 'a.xhtml'],
      ['a script', 'alert(1)', 'a.js'],
    ])('being %s', async (_name, text, name) => {
      const { found, get } = await bring(Buffer.from(text), name);
      expect(found).toMatchObject({ kind: 'text', mime: 'text/plain' });
      const { headers } = await get();
      expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
      expect(headers.get('content-disposition')).toMatch(/^attachment; /);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox; frame-ancestors 'none'");
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    });

    it('being a document that is also a page', async () => {
      const { found, get } = await bring(Buffer.from(`%PDF-1.7\n${script}\n%%EOF`), 'a.html');
      expect(found).toMatchObject({ kind: 'pdf', mime: 'application/pdf' });
      const { headers } = await get();
      expect(headers.get('content-type')).toBe('application/pdf');
      expect(headers.get('content-security-policy')).toMatch(/sandbox/);
    });

    it('being a program', async () => {
      const { found, get } = await bring(Buffer.concat([Buffer.from('MZ'), Buffer.alloc(500)]), 'a.jpg');
      expect(found.kind).toBe('other');
      const { headers } = await get();
      expect(headers.get('content-type')).toBe('application/octet-stream');
      expect(headers.get('content-disposition')).toMatch(/^attachment; /);
    });
  });

  describe('is sent', () => {
    const text = Buffer.from('0123456789');
    it('in parts, for who asks for them', async () => {
      const { get } = await bring(text, 'a.txt');
      const part = await get('', { range: 'bytes=2-4' });
      expect([part.response.status, part.headers.get('content-range'), part.bytes.toString()]).toEqual([
        ...[206, 'bytes 2-4/10', '234'],
      ]);
      expect((await get('', { range: 'bytes=-3' })).bytes.toString()).toBe('789');
      const beyond = await get('', { range: 'bytes=10-' });
      expect([beyond.response.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */10']);
      const other = await get('', { range: 'bytes=2-4', 'if-range': '"other"' });
      expect([other.response.status, other.bytes.toString()]).toEqual([200, '0123456789']);
    });

    it('once, to be kept by the browser alone', async () => {
      const { id, get } = await bring(text, 'a.txt');
      const { headers } = await get();
      expect(headers.get('cache-control')).toBe('private, max-age=31536000, immutable');
      const again = await get('', { 'if-none-match': headers.get('etag') ?? '' });
      expect([again.response.status, again.bytes.length]).toEqual([304, 0]);
      const head = await askFiles(asAda, `/${id}`, { method: 'HEAD' });
      expect([head.status, head.headers.get('content-length')]).toEqual([200, '10']);
    });

    it('under its name, whatever that is', async () => {
      const { get } = await bring(text, 'Grüße "an"\r\nX-Evil: 1 🐝.txt');
      const { headers } = await get();
      expect(headers.get('x-evil')).toBeNull();
      expect(headers.get('content-disposition')).toContain(
        `filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%22an%22%20X-Evil%3A%201%20`,
      );
    });
  });

  it('tells of a voice note how long and how loud it is', async () => {
    const webm = Buffer.concat([
      Buffer.from('1a45dfa39f4286810142f7810142f2810442f381084282847765626d4287810442858102', 'hex'),
      Buffer.alloc(200),
    ]);
    const { found, get } = await bring(webm, 'Voice', { voice: '1', durationMs: '2400', waveform: '0,31,7' });
    expect(found).toMatchObject({ kind: 'voice', mime: 'audio/webm', durationMs: 2400, waveform: [0, 31, 7] });
    expect((await get()).headers.get('content-disposition')).toMatch(/^inline; /);
    const lie = await bring(Buffer.from('hello'), 'Voice', { voice: '1', durationMs: '2400', waveform: '0,31,7' });
    expect(lie.found).toMatchObject({ kind: 'text', durationMs: null, waveform: null });
  });

  describe('is for', () => {
    let socket: TestSocket;
    beforeAll(async () => {
      socket = await ada.connect();
    });
    afterAll(() => socket.close());

    it('is not theirs to read whom an agent made it for, but of the chat', async () => {
      const file = { name: 'made.txt', bytes: new TextEncoder().encode('bees') };
      const { attachments } = await app.app.parts.files.keepMade(ada.id, [file]);
      expect(attachments).toHaveLength(1);
      await expect(view(ada, attachments[0]?.fileId ?? '')).rejects.toThrow('not-found file');
    });

    it('who is in a chat where it is in a message, as long as they are', async () => {
      const { id } = await bring(Buffer.from('Summ'), 'a.txt');
      const chatId = newId();
      await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ben.id] });
      expect((await askFiles(asBen, `/${id}`)).status).toBe(404);
      await expect(view(ben, id)).rejects.toThrow('not-found file');
      await socket.do('message:send', { id: newId(), chatId, text: '', fileIds: [id] });
      expect((await askFiles(asBen, `/${id}`)).status).toBe(200);
      expect(await view(ben, id)).toMatchObject({ name: 'a.txt' });
      expect((await askFiles({ url: app.url }, `/${id}`)).status).toBe(401);
      await socket.do('member:remove', { chatId, contactId: ben.id });
      for (const headers of [{}, { 'if-none-match': `"${id}"` }, { range: 'bytes=0-1' }]) {
        const response = await askFiles(asBen, `/${id}`, { headers: headers as Record<string, string> });
        expect(await failureOf(response)).toEqual({ status: 404, code: 'not-found', reason: 'file' });
      }
      expect((await askFiles(asBen, `/${id}`, { method: 'HEAD' })).status).toBe(404);
    });

    it('nobody else to send on', async () => {
      const { id } = await bring(Buffer.from('Summ'), 'a.txt');
      const bens = await ben.connect();
      const chatId = newId();
      await bens.do('chat:create', { id: chatId, kind: 'group', title: 'Wasps', contacts: [] });
      const reply = await bens.ask('message:send', { id: newId(), chatId, text: '', fileIds: [id] });
      expect(reply).toMatchObject({ ok: false, code: 'not-found', reason: 'file' });
      bens.close();
    });
  });
});
