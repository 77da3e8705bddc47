import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import { SPACE_FILE_BYTES } from '../../shared/space.ts';
import { readZip } from '../export/testing/readZip.ts';
import { upload, view } from '../files/testing/tus.ts';
import { sweepSpaces } from '../space/sweep.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

forEachStore('the files of a project', (form) => {
  let app: TestApp;
  let [ada, ben, eve] = [{} as TestPerson, {} as TestPerson, {} as TestPerson];
  const [chatId, groupId] = [newId(), newId()];

  beforeAll(async () => {
    app = await startApp(form);
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    [ben, eve] = [await app.signUp('Ben'), await app.signUp('Eve')];
    await socket.do('chat:create', { id: chatId, kind: 'project', title: 'Bees', contacts: [ben.id, eve.id] });
    await socket.do('chat:create', { id: groupId, kind: 'group', title: 'Bees', contacts: [ben.id] });
    await socket.do('member:remove', { chatId, contactId: eve.id });
    socket.close();
  });
  afterAll(() => app.close());

  type Sent = { path: string; body: string | Uint8Array; chat?: string; origin?: string };

  function put(person: TestPerson | null, { path, body, chat = chatId, origin = app.url }: Sent): Promise<Response> {
    const query = new URLSearchParams({ path, message: 'Put' });
    return fetch(`${app.url}/api/chats/${chat}/space/file?${query}`, {
      method: 'PUT',
      headers: { origin, ...(person === null ? {} : { cookie: person.cookie }) },
      body: body as BodyInit,
    });
  }

  function get(person: TestPerson | null, path: string, chat = chatId): Promise<Response> {
    const headers: Record<string, string> = person === null ? {} : { cookie: person.cookie };
    return fetch(`${app.url}/api/chats/${chat}/${path}`, { headers });
  }

  const file = (path: string, version = '') =>
    `space/file?${new URLSearchParams({ path, ...(version !== '' && { version }) }).toString()}`;

  it('come and go as bytes that nothing runs', async () => {
    const page = '<script>alert(1)</script>';
    expect((await put(ben, { path: 'docs/Sëite 1.html', body: page })).status).toBe(200);
    const response = await get(ada, file('docs/Sëite 1.html'));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="S_ite 1\.html"; filename\*=UTF-8''S%C3%ABite%20/,
    );
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox");
    expect(await response.text()).toBe(page);
    const bytes = new Uint8Array(300).map((_, at) => at % 256);
    await put(ada, { path: 'all.bin', body: bytes });
    await put(ada, { path: 'empty', body: '' });
    expect([...new Uint8Array(await (await get(ben, file('all.bin'))).arrayBuffer())]).toEqual([...bytes]);
    expect(await (await get(ben, file('empty'))).text()).toBe('');
  });

  it('are all in a zip, at their paths', async () => {
    await put(ada, { path: 'deep/er/a.txt', body: 'in the zip' });
    const response = await get(ben, 'space.zip');
    expect(response.headers.get('content-type')).toBe('application/zip');
    const zip = await readZip(Buffer.from(await response.arrayBuffer()));
    expect(zip.get('deep/er/a.txt')?.toString()).toBe('in the zip');
    expect([...zip.keys()].sort()).toEqual(['all.bin', 'deep/er/a.txt', 'docs/Sëite 1.html', 'empty'].sort());
  });

  it('go along where the chat is taken out with its files', async () => {
    const response = await get(ben, 'export?format=json&files=1');
    const zip = await readZip(Buffer.from(await response.arrayBuffer()));
    expect(zip.get('project/deep/er/a.txt')?.toString()).toBe('in the zip');
    expect([...zip.keys()]).toContain('chat.json');
  });

  it('are not there for others, nor in what is no project', async () => {
    await put(ada, { path: 'a.txt', body: 'a' });
    const asked: [TestPerson | null, string?][] = [[null], [eve], [ben, newId()], [ben, groupId], [ada, 'x']];
    const read = await Promise.all(asked.map(([who, chat]) => get(who, file('a.txt'), chat)));
    expect(read.map(({ status }) => status)).toEqual([401, 404, 404, 404, 400]);
    const zipped = await Promise.all(asked.map(([who, chat]) => get(who, 'space.zip', chat)));
    expect(zipped.map(({ status }) => status)).toEqual([401, 404, 404, 404, 400]);
    const written = await Promise.all(
      asked.map(([who, chat]) => put(who, { path: 'b', body: 'b', ...(chat && { chat }) })),
    );
    expect(written.map(({ status }) => status)).toEqual([401, 404, 404, 404, 400]);
    expect((await get(ada, file('b'))).status).toBe(404);
  });

  it('are refused where they cannot be', async () => {
    const statuses = async (sent: Sent) => (await put(ada, sent)).status;
    for (const path of ['../a', '/a', '.git/config', 'a\\b', '', 'x'.repeat(5_000)]) {
      expect(await statuses({ path, body: 'x' }), path).toBe(400);
      expect((await get(ada, file(path))).status, path).toBe(400);
    }
    expect(await statuses({ path: 'big', body: new Uint8Array(SPACE_FILE_BYTES + 1) })).toBe(413);
    expect(await statuses({ path: 'foreign', body: 'x', origin: 'https://example.org' })).toBe(403);
    expect((await get(ada, file('a.txt', '../../x'))).status).toBe(400);
    expect((await get(ada, file('a.txt', 'abcdef0'))).status).toBe(404);
    const deleted = await fetch(`${app.url}/api/chats/${chatId}/${file('a.txt')}`, {
      method: 'DELETE',
      headers: { origin: app.url, cookie: ada.cookie },
    });
    expect(deleted.status).toBe(400);
  });

  it('hold nobody up by being compared', async () => {
    // Not by Ben, who could compare nothing for a while afterwards.
    const socket = await ada.connect();
    for (const line of ['a\n', 'b\n']) await put(ada, { path: 'long.txt', body: line.repeat(60_000) });
    const { version } = await socket.do('space:list', { chatId });
    const asked = { chatId, path: 'long.txt', version: version ?? '' };
    expect(await socket.do('space:diff', asked)).toEqual({ added: 0, removed: 0, diff: null, cut: false });
    const answers = await Promise.all(Array.from({ length: 40 }, () => socket.ask('space:diff', asked)));
    expect(answers.filter(({ ok }) => !ok)[0]).toMatchObject({ code: 'rate-limited' });
    await socket.do('space:delete', { chatId, path: 'long.txt', message: 'Away' });
    socket.close();
  });

  it('are looked through, compared, made again what they were, and deleted', async () => {
    const socket = await ben.connect();
    await put(ada, { path: 'plan.md', body: 'one\n' });
    await put(ben, { path: 'plan.md', body: 'two\n' });
    const { versions } = await socket.do('space:history', { chatId, path: 'plan.md' });
    expect(versions.map(({ author, message, changes }) => [author.contactId, message, changes[0]?.kind])).toEqual([
      [ben.id, 'Put', 'changed'],
      [ada.id, 'Put', 'added'],
    ]);
    const [second = '', first = ''] = versions.map(({ id }) => id);
    const place = { chatId, path: 'plan.md' };
    expect(await socket.do('space:diff', { ...place, version: second })).toEqual({
      ...{ added: 1, removed: 1, cut: false, diff: '@@ -1 +1 @@\n-one\n+two' },
    });
    expect(await socket.do('space:read', { ...place, version: first })).toMatchObject({
      text: 'one\n',
      size: 4,
      cut: false,
    });
    await socket.do('space:restore', { ...place, version: first, message: 'Again' });
    expect(await socket.do('space:read', place)).toMatchObject({ text: 'one\n' });
    await socket.do('space:delete', { ...place, message: 'Away' });
    expect(await socket.ask('space:read', place)).toMatchObject({ ok: false, reason: 'space-file' });
    expect((await socket.do('space:list', { chatId })).files.map(({ path }) => path)).not.toContain('plan.md');
    await socket.do('space:restore', { ...place, version: second, message: 'Back' });
    expect(await socket.do('space:read', place)).toMatchObject({ text: 'two\n' });
    expect(await socket.do('space:read', { chatId, path: 'all.bin' })).toMatchObject({ text: null, size: 300 });
    socket.close();
  });

  it('can be copies of files of messages, that the person may read and that are not too large', async () => {
    const { url } = app;
    const asker = { url, cookie: ada.cookie };
    const text = Buffer.from('one\n');
    const large = new Uint8Array(SPACE_FILE_BYTES + 1).fill(65);
    const [fileId, largeId, privateId] = await Promise.all([
      upload(asker, text, { name: 'note.txt' }),
      upload(asker, large, { name: 'large.txt' }),
      upload(asker, text, { name: 'private.txt' }),
    ]);
    for (const id of [fileId, largeId, privateId]) await view(ada, id);
    const socket = await ada.connect();
    await socket.do('message:send', { id: newId(), chatId, text: '', fileIds: [fileId, largeId] });
    socket.close();
    const [asBen, asEve] = [await ben.connect(), await eve.connect()];
    const place = { chatId, path: 'kept/note.txt', message: 'Keep' };
    const { version } = await asBen.do('space:keep', { ...place, fileId });
    expect(await asBen.do('space:read', { chatId, path: place.path })).toMatchObject({ text: 'one\n', version });
    expect(await asBen.do('space:keep', { ...place, fileId })).toEqual({ version });
    const ask = (more: object) => asBen.ask('space:keep', { ...place, fileId, ...more });
    expect(await ask({ fileId: largeId })).toMatchObject({ code: 'too-large', reason: 'space-file-too-large' });
    expect(await ask({ fileId: privateId })).toMatchObject({ code: 'not-found', reason: 'file' });
    expect(await ask({ path: 'kept' })).toMatchObject({ code: 'conflict', reason: 'space-place' });
    expect(await ask({ path: '../x' })).toMatchObject({ code: 'bad-input' });
    expect(await ask({ chatId: groupId })).toMatchObject({ code: 'not-found', reason: 'chat' });
    expect(await asEve.ask('space:keep', { ...place, fileId })).toMatchObject({ code: 'not-found', reason: 'chat' });
    asBen.close();
    asEve.close();
  });

  it('are changed by those alone who may write', async () => {
    await put(ada, { path: 'rules.md', body: 'one' });
    const socket = await ada.connect();
    const permissions = { addMembers: 'admins', write: 'admins', mentionAll: 'everyone' } as const;
    await socket.do('chat:update', { chatId, permissions });
    const place = { chatId, path: 'rules.md', message: 'x' };
    const asBen = await ben.connect();
    expect((await put(ben, { path: 'rules.md', body: 'two' })).status).toBe(403);
    expect(await asBen.ask('space:delete', place)).toMatchObject({ ok: false, code: 'forbidden' });
    const [version = ''] = (await asBen.do('space:history', { chatId })).versions.slice(1).map(({ id }) => id);
    const restored = await asBen.ask('space:restore', { ...place, path: 'plan.md', version });
    expect(restored).toMatchObject({ ok: false, code: 'forbidden' });
    const fileId = await upload({ url: app.url, cookie: ben.cookie }, Buffer.from('three'), { name: 'rules.md' });
    await view(ben, fileId);
    expect(await asBen.ask('space:keep', { ...place, fileId })).toMatchObject({ ok: false, code: 'forbidden' });
    expect(await asBen.do('space:read', { chatId, path: 'rules.md' })).toMatchObject({ text: 'one' });
    asBen.close();
    socket.close();
  });

  it('go when their project goes', async () => {
    const { database, files } = app.app.parts;
    await sweepSpaces({ database, root: files.places.spaces });
    expect((await get(ada, file('a.txt'))).status).toBe(200);
    const gone = newId();
    await put(ada, { path: 'a', body: 'a', chat: await project(gone) });
    await database.pool.query('delete from chat where id = $1', [gone]);
    await sweepSpaces({ database, root: files.places.spaces });
    await expect(readFile(join(files.places.spaces, gone, 'HEAD'))).rejects.toThrow('ENOENT');
    await expect(readFile(join(files.places.spaces, chatId, 'HEAD'), 'utf8')).resolves.toContain('refs/heads/main');
  });

  async function project(id: string): Promise<string> {
    const socket = await ada.connect();
    await socket.do('chat:create', { id, kind: 'project', title: 'Wasps', contacts: [] });
    socket.close();
    return id;
  }
});
