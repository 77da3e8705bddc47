import { afterAll, beforeAll, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { ChatFiles } from '../../shared/chatFiles.ts';
import type { Message } from '../../shared/message.ts';
import { forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';
import { readZip } from './testing/readZip.ts';

const COUNT = 1_300;
const EVIL = '<script>alert(1)</script>';

forEachStore('a chat taken out', (form) => {
  let server: TestApp;
  let ada: TestPerson;
  let bea: TestPerson;
  let eve: TestPerson;
  let chatId: string;
  const ids = Array.from({ length: COUNT + 1 }, () => newId());
  const idOf = (seq: number) => ids[seq] ?? '';

  beforeAll(async () => {
    server = await startApp(form);
    ada = await server.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    [bea, eve] = [await server.signUp('Bea'), await server.signUp('Eve')];
    chatId = newId();
    await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees/Ümläut', contacts: [bea.id, eve.id] });
    const { prisma } = server.app.parts.database;
    await prisma.message.createMany({
      data: Array.from({ length: COUNT }, (_, index) => {
        const seq = index + 1;
        return {
          ...{ id: idOf(seq), chatId, seq, version: 2, senderId: bea.id, senderKind: 'user', mentions: [] },
          text:
            seq % 100 === 7
              ? `See https://example.org/${String(seq)} and not https://bank.example@evil.example/`
              : `message ${String(seq)} ${EVIL}`,
          ...(seq === 10 && { deletedAt: new Date(), text: '' }),
          ...(seq % 50 === 0 && { extras: { attachments: [attachmentOf(seq)] } }),
        };
      }),
    });
    await prisma.file.createMany({
      data: Array.from({ length: COUNT / 50 }, (_, index) => ({
        ...{ id: idOf((index + 1) * 50), ownerId: bea.id, name: 'x', size: 3n, status: 'ready' },
      })),
    });
    await prisma.fileUse.createMany({
      data: Array.from({ length: COUNT / 50 }, (_, index) => {
        const seq = (index + 1) * 50;
        return { fileId: idOf(seq), messageId: idOf(seq), chatId, seq, kind: attachmentOf(seq).kind };
      }),
    });
    await prisma.chat.update({ where: { id: chatId }, data: { lastSeq: COUNT, version: 2 } });
    await prisma.messageMark.createMany({
      data: [20, 100, 107].map((seq) => ({
        ...{ userId: ada.id, messageId: idOf(seq), chatId, seq, hidden: true, version: 1 },
      })),
    });
    await socket.do('member:remove', { chatId, contactId: eve.id });
    socket.close();
  });
  afterAll(() => server.close());

  function attachmentOf(seq: number) {
    const kind = seq % 100 === 0 ? 'image' : 'pdf';
    return {
      ...{ fileId: idOf(seq), name: `${String(seq)}.${kind}`, mime: 'image/png', size: 3, kind, width: 1, height: 1 },
      ...{ durationMs: null, waveform: null, transcript: null },
    };
  }

  const take = (person: TestPerson, query: string) =>
    fetch(`${server.url}/api/chats/${chatId}/export?${query}`, { headers: { cookie: person.cookie } });

  it('has all that was said as JSON, without what one deleted for oneself', async () => {
    const response = await take(ada, 'format=json');
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="Bees__ml_ut.json"; filename*=UTF-8''Bees_%C3%9Cml%C3%A4ut.json`,
    );
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    const document = (await response.json()) as { messages: (Message & { senderName: string })[]; members: unknown[] };
    const seqs = document.messages.map(({ seq }) => seq);
    const expected = Array.from({ length: COUNT }, (_, index) => index + 1).filter(
      (seq) => ![20, 100, 107].includes(seq),
    );
    expect(seqs).toEqual(expected);
    expect(document.messages[9]).toMatchObject({ seq: 10, text: '', senderName: 'Bea' });
    expect(document.messages[9]?.deletedAt).not.toBeNull();
    expect(document).toMatchObject({ format: 'waggle-chat', version: 1, exportedBy: { name: 'Ada' } });
    expect(document.members).toHaveLength(3);
    const beas = (await (await take(bea, 'format=json')).json()) as { messages: unknown[] };
    expect(beas.messages).toHaveLength(COUNT);
  });

  it('is a page in the language asked for, in which nothing runs', async () => {
    const response = await take(ada, 'format=html&locale=de-DE&timeZone=Europe/Berlin');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const page = await response.text();
    expect(page).toContain('<html lang="de">');
    expect(page).not.toContain('<script');
    expect(page.match(/<article/g)).toHaveLength(COUNT - 3);
    expect(page.endsWith('</html>\n')).toBe(true);
  });

  it('is a zip where its files are asked for', async () => {
    const response = await take(ada, 'format=html&files=1');
    const found = await readZip(Buffer.from(await response.arrayBuffer()));
    expect(found.get('chat.html')?.toString()).toContain('files/50-1-50.pdf');
  });

  it('begins after what one has deleted of it', async () => {
    const socket = await bea.connect();
    await socket.do('chat:set', { chatId, clearedSeq: COUNT - 2 });
    const document = (await (await take(bea, 'format=json')).json()) as { messages: Message[] };
    expect(document.messages.map(({ seq }) => seq)).toEqual([COUNT - 1, COUNT]);
    socket.close();
  });

  it('is for members only, and asked for as it should be', async () => {
    expect((await take(eve, 'format=json')).status).toBe(404);
    expect((await fetch(`${server.url}/api/chats/${chatId}/export?format=json`)).status).toBe(401);
    for (const query of ['', 'format=xml', 'format=html&files=2', `format=html&locale=${'x'.repeat(99)}`]) {
      expect((await take(ada, query)).status).toBe(400);
    }
    expect((await ada.ask('/api/chats/x/export?format=json')).status).toBe(400);
    expect((await ada.ask(`/api/chats/${newId()}/export?format=json`)).status).toBe(404);
  });

  it('frees its place when it is not taken to the end', async () => {
    for (let index = 0; index < 8; index++) {
      const leaving = new AbortController();
      const response = await fetch(`${server.url}/api/chats/${chatId}/export?format=json`, {
        headers: { cookie: ada.cookie },
        signal: leaving.signal,
      });
      expect(response.status).toBe(200);
      await response.body?.getReader().read();
      leaving.abort();
      await expect.poll(async () => (await take(ada, 'format=json')).status, { timeout: 5000 }).toBe(200);
    }
  });

  it('shows what was shared in it, by kind, the newest first, page by page', async () => {
    const all = async (kind: string, person = ada) => {
      const pages: ChatFiles[] = [];
      for (let before: number | null | undefined; before !== null; before = pages.at(-1)?.before ?? null) {
        const { reply } = await person.ask<ChatFiles>(
          `/api/chats/${chatId}/files?kind=${kind}${before === undefined ? '' : `&before=${String(before)}`}`,
        );
        if (!reply.ok) throw new Error(reply.code);
        pages.push(reply.data);
      }
      return pages;
    };
    const media = (await all('media')).flatMap(({ files }) => files.map(({ seq }) => seq));
    expect(media).toEqual([1300, 1200, 1100, 1000, 900, 800, 700, 600, 500, 400, 300, 200]);
    const documents = (await all('documents')).flatMap(({ files }) => files);
    expect(documents.map(({ attachment }) => attachment.name).at(-1)).toBe('50.pdf');
    expect(documents).toHaveLength(13);
    const links = (await all('links')).flatMap((page) => page.links);
    expect(links.map(({ url }) => url).at(-1)).toBe('https://example.org/7');
    expect(links).toHaveLength(12);
    expect((await all('media', bea)).flatMap(({ files }) => files.map(({ seq }) => seq))).toEqual([1300]);
    expect(await eve.ask(`/api/chats/${chatId}/files?kind=media`)).toMatchObject({ status: 404 });
    expect(await server.ask(`/api/chats/${chatId}/files?kind=media`)).toMatchObject({ status: 401 });
    for (const query of ['', 'kind=all', 'kind=media&before=x', 'kind=media&before=-1']) {
      expect(await ada.ask(`/api/chats/${chatId}/files?${query}`)).toMatchObject({ status: 400 });
    }
  });
});
