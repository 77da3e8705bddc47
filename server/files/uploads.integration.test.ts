import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat, symlink } from 'node:fs/promises';
import { request as plainRequest } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { openFiles } from './files.ts';
import { noise } from './testing/noise.ts';
import { announce, type Asker, askFiles, drop, failureOf, offsetOf, place, send, upload, view } from './testing/tus.ts';

forEachStore('uploads', (form) => {
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

  const folder = () => join(app.ground.env.WAGGLE_DATA_DIR ?? '', 'files');
  const faults = () => app.logged.filter((line) => line.includes('"level":"error"'));

  it('come in pieces and are what they were', async () => {
    const bytes = noise(300_000);
    const id = await place(asAda, { bytes: bytes.length, metadata: { name: 'Honig & Wachs.bin' } });
    expect(await offsetOf(asAda, id)).toBe(0);
    expect((await send(asAda, id, 0, bytes.subarray(0, 100_000))).status).toBe(204);
    expect(await offsetOf(asAda, id)).toBe(100_000);
    await expect(view(ada, id)).rejects.toThrow('conflict uploading');
    expect((await send(asAda, id, 100_000, bytes.subarray(100_000))).status).toBe(204);
    expect(await view(ada, id)).toEqual({
      ...{ fileId: id, name: 'Honig & Wachs.bin', mime: 'application/octet-stream', size: 300_000, kind: 'other' },
      ...{ width: null, height: null, durationMs: null, waveform: null, transcript: null },
    });
    const got = await askFiles(asAda, `/${id}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    expect(await offsetOf(asAda, id)).toBe(300_000);
  });

  it('are kept under an id of ours or of the client, for their owner only', async () => {
    const id = newId();
    expect(await upload(asAda, Buffer.from('Summ'), { id, name: 'a.txt' })).toBe(id);
    await view(ada, id);
    const { mode } = await stat(join(folder(), id.slice(-2), id));
    expect(mode & 0o777).toBe(0o600);
    expect((await stat(folder())).mode & 0o777).toBe(0o700);
    expect(await readdir(join(folder(), 'incoming'))).not.toContain(id);
  });

  it('may be announced again when the answer was lost, by the same person and as the same', async () => {
    const metadata = { id: newId(), name: 'a.txt' };
    const id = await place(asAda, { metadata });
    await send(asAda, id, 0, Buffer.from('12345'));
    const again = await announce(asAda, { metadata });
    expect([again.status, again.headers.get('upload-offset')]).toEqual([201, '5']);
    const reused = { status: 409, code: 'conflict', reason: 'id-reused' };
    expect(await failureOf(await announce(asBen, { metadata }))).toEqual(reused);
    expect(await failureOf(await announce(asAda, { metadata, bytes: 11 }))).toEqual(reused);
    expect(await failureOf(await announce(asAda, { metadata: { ...metadata, name: 'b' } }))).toEqual(reused);
  });

  it('go on after the line was cut in the middle of a piece', async () => {
    const bytes = noise(2_000_000);
    const id = await place(asAda, { bytes: bytes.length });
    const socket = connect(app.port, '127.0.0.1');
    socket.on('error', () => undefined);
    socket.write(
      `PATCH /api/files/${id} HTTP/1.1\r\nhost: 127.0.0.1:${app.port}\r\norigin: ${app.url}\r\ncookie: ${ada.cookie}\r\n` +
        'tus-resumable: 1.0.0\r\nupload-offset: 0\r\ncontent-type: application/offset+octet-stream\r\n' +
        `content-length: ${bytes.length}\r\n\r\n`,
    );
    socket.write(bytes.subarray(0, 700_000));
    await expect
      .poll(() => stat(join(folder(), 'incoming', id)).then(({ size }) => size), { timeout: 10_000 })
      .toBeGreaterThan(0);
    socket.resetAndDestroy();
    const offset = await offsetOf(asAda, id);
    expect(offset).toBeGreaterThan(0);
    expect(offset).toBeLessThanOrEqual(700_000);
    expect((await send(asAda, id, offset, bytes.subarray(offset))).status).toBe(204);
    await view(ada, id);
    const got = await askFiles(asAda, `/${id}`);
    expect(Buffer.from(await got.arrayBuffer()).equals(bytes)).toBe(true);
    expect(faults()).toEqual([]);
  });

  it('go on while the line of the first request hangs half-open', async () => {
    const bytes = noise(500_000);
    const id = await place(asAda, { bytes: bytes.length });
    const hanging = plainRequest({
      ...{ port: app.port, host: '127.0.0.1', method: 'PATCH', path: `/api/files/${id}` },
      headers: {
        ...{ origin: app.url, cookie: ada.cookie, 'tus-resumable': '1.0.0', 'upload-offset': '0' },
        ...{ 'content-type': 'application/offset+octet-stream', 'content-length': String(bytes.length) },
      },
    });
    hanging.on('error', () => undefined);
    hanging.write(bytes.subarray(0, 200_000));
    await expect
      .poll(() => stat(join(folder(), 'incoming', id)).then(({ size }) => size), { timeout: 10_000 })
      .toBe(200_000);
    expect(await offsetOf(asAda, id)).toBe(200_000);
    expect((await send(asAda, id, 200_000, bytes.subarray(200_000))).status).toBe(204);
    await view(ada, id);
    hanging.destroy();
  });

  it('come several at once', async () => {
    const files = Array.from({ length: 6 }, () => noise(50_000));
    const ids = await Promise.all(files.map((bytes) => upload(asAda, bytes, { name: 'x' })));
    for (const [index, id] of ids.entries()) {
      await view(ada, id);
      const got = await askFiles(asAda, `/${id}`);
      expect(Buffer.from(await got.arrayBuffer()).equals(files[index] ?? Buffer.alloc(0))).toBe(true);
    }
  });

  it('take no more than was announced, and nothing at the wrong place', async () => {
    const id = await place(asAda, { bytes: 5 });
    expect(await failureOf(await send(asAda, id, 0, Buffer.from('123456')))).toMatchObject({ status: 413 });
    expect(await failureOf(await send(asAda, id, 3, Buffer.from('12')))).toMatchObject({ reason: 'offset' });
    expect(await offsetOf(asAda, id)).toBe(0);
    expect((await send(asAda, id, 0, Buffer.from('12345'))).status).toBe(204);
    expect(await failureOf(await send(asAda, id, 0, Buffer.from('54321')))).toMatchObject({ reason: 'offset' });
    await view(ada, id);
    expect(await (await askFiles(asAda, `/${id}`)).text()).toBe('12345');
  });

  it('may be empty', async () => {
    const id = await place(asAda, { bytes: 0 });
    expect(await view(ada, id)).toMatchObject({ size: 0, kind: 'text' });
    const got = await askFiles(asAda, `/${id}`);
    expect([got.status, await got.text()]).toEqual([200, '']);
  });

  it('can be given up by their owner, also when they are whole', async () => {
    const id = await upload(asAda, Buffer.from('Summ'), { name: 'a.txt' });
    await view(ada, id);
    expect((await drop(asBen, id)).status).toBe(404);
    expect((await drop(asAda, id)).status).toBe(204);
    expect((await askFiles(asAda, `/${id}`)).status).toBe(404);
    await expect(stat(join(folder(), id.slice(-2), id))).rejects.toThrow('ENOENT');
  });

  describe('are refused', () => {
    it('to strangers and to other pages', async () => {
      const id = await place(asAda);
      const stranger = { url: app.url };
      expect((await announce(stranger)).status).toBe(401);
      expect((await send(stranger, id, 0, Buffer.from('1'))).status).toBe(401);
      for (const origin of ['https://evil.example', null]) {
        const page = { ...asAda, origin };
        expect(await failureOf(await announce(page))).toMatchObject({ status: 403, reason: 'origin' });
        expect((await send(page, id, 0, Buffer.from('1'))).status).toBe(403);
        expect((await drop(page, id)).status).toBe(403);
      }
    });

    it('to anybody else than who began them', async () => {
      const id = await place(asAda);
      const none = { status: 404, code: 'not-found', reason: 'file' };
      expect(await failureOf(await send(asBen, id, 0, Buffer.from('1')))).toEqual(none);
      expect(await failureOf(await drop(asBen, id))).toEqual(none);
      await expect(offsetOf(asBen, id)).rejects.toThrow('404');
      await expect(view(ben, id)).rejects.toThrow('not-found file');
      expect((await askFiles(asBen, `/${id}`)).status).toBe(404);
      expect(await failureOf(await send(asAda, newId(), 0, Buffer.from('1')))).toEqual(none);
    });

    it.each([
      ['no name', {}],
      ['a name of nothing', { name: ' ' }],
      ['a wrong id', { name: 'a', id: '../../etc/passwd' }],
      ['a wrong length', { name: 'a', voice: '1', durationMs: 'long' }],
      ['a wrong waveform', { name: 'a', voice: '1', waveform: '99' }],
    ])('with %s', async (_name, metadata) => {
      const answered = await failureOf(await announce(asAda, { metadata: metadata }));
      expect(answered).toEqual({ status: 400, code: 'bad-input', reason: 'upload-metadata' });
    });

    it.each([
      { 'upload-length': '-1' },
      { 'upload-length': '1e3' },
      { 'upload-length': '9'.repeat(30) },
      { 'upload-metadata': 'name !!!' },
      { 'tus-resumable': '0.1.0' },
      { 'upload-concat': 'final;/a /b' },
    ])('with %j', async (headers) => {
      const { status } = await announce(asAda, { headers: headers as unknown as Record<string, string> });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).toBeLessThan(500);
    });

    it.each(['/..%2f..%2fsecret', '/%2e%2e', '/a/b', '/x', '//', `/${'0'.repeat(36)}`])('at %s', async (path) => {
      for (const method of ['GET', 'PATCH', 'DELETE']) {
        const { status } = await askFiles(asAda, path, { method, headers: { 'tus-resumable': '1.0.0' } });
        expect([400, 404]).toContain(status);
      }
      expect(faults()).toEqual([]);
    });

    it('above the limit of the workspace, and above what the person has left', async () => {
      const { prisma } = app.app.parts.database;
      await prisma.workspace.updateMany({ data: { fileLimit: 1000, fileQuota: 2500 } });
      const cleo = await app.signUp('Cleo');
      const asCleo = { url: app.url, cookie: cleo.cookie };
      expect(await failureOf(await announce(asCleo, { bytes: 1001 }))).toEqual({
        ...{ status: 413, code: 'too-large', reason: 'file' },
      });
      const first = await place(asCleo, { bytes: 1000 });
      const all = await Promise.all(Array.from({ length: 5 }, () => announce(asCleo, { bytes: 1000 })));
      expect(all.map(({ status }) => status).sort()).toEqual([201, 413, 413, 413, 413]);
      const full = all.find(({ status }) => status === 413);
      expect(full && (await failureOf(full))).toMatchObject({ code: 'too-large', reason: 'quota' });
      await place(asCleo, { bytes: 500 });
      expect((await announce(asCleo, { bytes: 1 })).status).toBe(413);
      await drop(asCleo, first);
      await place(asCleo, { bytes: 1000 });
      await prisma.workspace.updateMany({ data: { fileLimit: 100_000_000, fileQuota: 10_000_000_000 } });
    });
  });

  describe('for which the disk has no room', () => {
    const full = { status: 503, code: 'unavailable', reason: 'disk-full' };
    const rowOf = (id: string) => app.app.parts.database.prisma.file.findUnique({ where: { id } });

    it('are not begun', async () => {
      const { database } = app.app.parts;
      const dataDir = await mkdtemp(join(tmpdir(), 'waggle-full-'));
      const files = await openFiles({ database, dataDir, logger: pino({ level: 'silent' }), spareBytes: 1e18 });
      const id = newId();
      const metadata = [`id ${btoa(id)}`, `name ${btoa('a')}`].join(',');
      const headers = { 'upload-length': '1', 'upload-metadata': metadata, 'tus-resumable': '1.0.0' };
      const request = new Request(`${app.url}/api/files`, { method: 'POST', headers });
      await expect(files.uploads.answer(request, ada.id)).rejects.toMatchObject({ reason: 'disk-full' });
      expect(await rowOf(id)).toBeNull();
      await files.close();
      await rm(dataDir, { recursive: true });
    });

    // What Linux has for a disk on which nothing fits.
    it.skipIf(!existsSync('/dev/full'))('leave nothing behind', async () => {
      const id = await place(asAda, { bytes: 100_000 });
      await rm(join(folder(), 'incoming', id));
      await symlink('/dev/full', join(folder(), 'incoming', id));
      expect(await failureOf(await send(asAda, id, 0, noise(100_000)))).toEqual(full);
      expect(await rowOf(id)).toBeNull();
      expect(await readdir(join(folder(), 'incoming'))).not.toContain(id);
      expect((await send(asAda, id, 0, noise(10))).status).toBe(404);
      expect(faults()).toEqual([]);
    });
  });

  describe('that nobody wants', () => {
    const DAY = 24 * 60 * 60 * 1000;
    const exists = (path: string) =>
      stat(path).then(
        () => true,
        () => false,
      );

    it('go after a day, unfinished or never sent', async () => {
      const begun = await place(asBen, { bytes: 10 });
      const whole = await upload(asBen, Buffer.from('Summ'), { name: 'a.txt' });
      await view(ben, whole);
      const { sweep } = app.app.parts.files;
      await sweep.run(Date.now() + DAY - 60_000);
      expect(await offsetOf(asBen, begun)).toBe(0);
      expect((await askFiles(asBen, `/${whole}`)).status).toBe(200);
      await sweep.run(Date.now() + DAY + 60_000);
      expect((await askFiles(asBen, `/${whole}`)).status).toBe(404);
      await expect(offsetOf(asBen, begun)).rejects.toThrow('404');
      expect(await exists(join(folder(), 'incoming', begun))).toBe(false);
      expect(await exists(join(folder(), whole.slice(-2), whole))).toBe(false);
    });

    it('stay while a message has them, and go when it is deleted', async () => {
      const sent = await upload(asBen, Buffer.from('Summ summ'), { name: 'a.txt' });
      await view(ben, sent);
      const socket = await ben.connect();
      const chatId = newId();
      await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts: [ada.id] });
      const messageId = newId();
      await socket.do('message:send', { id: messageId, chatId, text: '', fileIds: [sent] });
      await app.app.parts.files.sweep.run(Date.now() + 3 * DAY);
      expect((await askFiles(asAda, `/${sent}`)).status).toBe(200);
      expect(await failureOf(await drop(asBen, sent))).toMatchObject({ status: 409, reason: 'used' });
      await socket.do('message:delete', { chatId, messageId });
      socket.close();
      expect((await askFiles(asAda, `/${sent}`)).status).toBe(404);
      await expect.poll(() => exists(join(folder(), sent.slice(-2), sent)), { timeout: 5_000 }).toBe(false);
    });
  });

  it('need not wait for the whole to be looked into', async () => {
    // Asked for at the same moment, it is looked into once.
    const id = await upload(asAda, Buffer.from('Summ'), { name: 'a.txt' });
    const views = await Promise.all([view(ada, id), view(ada, id), pause(1).then(() => view(ada, id))]);
    expect(new Set(views.map((found) => found.kind))).toEqual(new Set(['text']));
  });
});
