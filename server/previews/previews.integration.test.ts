import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newId } from '../../shared/ids.ts';
import type { Message } from '../../shared/message.ts';
import { askFiles } from '../files/testing/tus.ts';
import type { TestSocket } from '../socket/testing/testSocket.ts';
import { embedded, forEachStore } from '../testing/appForms.ts';
import { startApp, type TestApp, type TestPerson } from '../testing/testApp.ts';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** A web server of somebody else's. */
async function startSite(host = '127.0.0.1') {
  const asked: string[] = [];
  const pages = new Map<string, Answering>();
  const server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = pages.get(path);
    if (answer === undefined) response.writeHead(404).end();
    else answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, host, done));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    pages,
    url: `http://${host}:${port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

const html =
  (head: string, type = 'text/html; charset=utf-8'): Answering =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type }).end(`<!doctype html><head>${head}</head>`);

type Site = Awaited<ReturnType<typeof startSite>>;

/** One person's chat, and what becomes of messages in it. */
async function openChat(person: TestPerson, contacts: string[] = []) {
  const socket: TestSocket = await person.connect();
  const chatId = newId();
  await socket.do('chat:create', { id: chatId, kind: 'group', title: 'Bees', contacts });
  await socket.do('sync', { workspace: 0, user: 0, chats: {} });
  const latest = (id: string): Message | undefined =>
    socket
      .eventsOf('chat:changed')
      .flatMap((change) => change.messages ?? [])
      .findLast((message) => message.id === id);
  return {
    ...{ chatId, socket, latest },
    async send(text: string): Promise<string> {
      const id = newId();
      await socket.do('message:send', { id, chatId, text });
      return id;
    },
    /** The preview once it is there. */
    async preview(id: string) {
      await expect.poll(() => latest(id)?.preview, { timeout: 10_000 }).toBeDefined();
      return latest(id)?.preview;
    },
  };
}

forEachStore('previews of linked pages', (form) => {
  let app: TestApp;
  let site: Site;
  let hidden: Site;
  let ada: TestPerson;
  let ben: TestPerson;
  let chat: Awaited<ReturnType<typeof openChat>>;

  beforeAll(async () => {
    site = await startSite();
    hidden = await startSite('127.0.0.2');
    app = await startApp(form, {
      overrides: { reach: { mayReach: (address) => address === '127.0.0.1', anyPort: true } },
    });
    ada = await app.signUp('Ada');
    const socket = await ada.connect();
    await socket.do('workspace:update', { openSignUp: true });
    socket.close();
    ben = await app.signUp('Ben');
    chat = await openChat(ada);
  });
  beforeEach(() => {
    site.asked.length = 0;
    hidden.asked.length = 0;
  });
  afterAll(async () => {
    chat.socket.close();
    await app.close();
    await site.close();
    await hidden.close();
  });

  const quiet = async (id: string) => {
    await pause(300);
    await chat.socket.settle();
    return chat.latest(id)?.preview;
  };

  it('come after the message, with a picture for those in the chat', async () => {
    const picture = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#fc0' } })
      .jpeg()
      .withExif({ IFD0: { Copyright: 'somebody' } })
      .toBuffer();
    site.pages.set(
      '/bee.jpg',
      (_request, response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(picture),
    );
    site.pages.set('/bees', html('<title>Bees</title><meta property="og:image" content="/bee.jpg">'));
    const id = await chat.send(`Look: ${site.url}/bees!`);
    const preview = await chat.preview(id);
    expect(preview).toMatchObject({ url: `${site.url}/bees`, title: 'Bees', description: '', site: '127.0.0.1' });
    const path = `/${preview?.imageId ?? ''}`;
    const got = await askFiles({ url: app.url, cookie: ada.cookie }, path);
    expect([got.status, got.headers.get('content-type')]).toEqual([200, 'image/webp']);
    const kept = await sharp(await got.arrayBuffer()).metadata();
    expect([kept.width, kept.height, kept.exif]).toEqual([640, 427, undefined]);
    expect((await askFiles({ url: app.url, cookie: ben.cookie }, path)).status).toBe(404);
    const { changed } = await app.app.parts.database.prisma.message
      .findUniqueOrThrow({ where: { id } })
      .then((row) => ({ changed: row.version }));
    expect(changed).toBe(chat.latest(id)?.version);
  });

  it('are not waited for', async () => {
    let release = () => {};
    site.pages.set('/slow', (request, response) => {
      release = () => html('<title>Slow</title>')(request, response);
    });
    const id = await chat.send(`${site.url}/slow`);
    expect(chat.latest(id)?.preview).toBeUndefined();
    await expect.poll(() => site.asked).toEqual(['/slow']);
    release();
    expect(await chat.preview(id)).toMatchObject({ title: 'Slow' });
  });

  it('are fetched once a day, in vain as well', async () => {
    site.pages.set('/once', html('<title>Once</title>'));
    await chat.preview(await chat.send(`${site.url}/once`));
    await chat.preview(await chat.send(`again ${site.url}/once`));
    const vain = await chat.send(`${site.url}/missing`);
    expect(await quiet(vain)).toBeUndefined();
    await quiet(await chat.send(`${site.url}/missing`));
    expect(site.asked).toEqual(['/once', '/missing']);
  });

  it('follow an edit, and end with a deletion', async () => {
    site.pages.set('/a', html('<title>A</title>'));
    site.pages.set('/b', html('<title>B</title>'));
    const id = await chat.send(`${site.url}/a`);
    await chat.preview(id);
    const { chatId } = chat;
    await chat.socket.do('message:edit', { chatId, messageId: id, text: `${site.url}/b` });
    await expect.poll(() => chat.latest(id)?.preview?.title, { timeout: 10_000 }).toBe('B');
    await chat.socket.do('message:edit', { chatId, messageId: id, text: 'nothing' });
    await expect.poll(() => chat.latest(id)?.preview).toBeUndefined();

    let release = () => {};
    site.pages.set('/late', (request, response) => {
      release = () => html('<title>Late</title>')(request, response);
    });
    const late = await chat.send(`${site.url}/late`);
    await expect.poll(() => site.asked).toContain('/late');
    await chat.socket.do('message:delete', { chatId, messageId: late });
    release();
    expect(await quiet(late)).toBeUndefined();
    expect(chat.latest(late)?.deletedAt).not.toBeNull();
  });

  it('can be switched off, by chat and by workspace', async () => {
    site.pages.set('/off', html('<title>Off</title>'));
    const { chatId, socket } = chat;
    await socket.do('chat:update', { chatId, linkPreviews: false });
    expect(await quiet(await chat.send(`${site.url}/off`))).toBeUndefined();
    await socket.do('chat:update', { chatId, linkPreviews: true });
    await socket.do('workspace:update', { linkPreviews: false });
    expect(await quiet(await chat.send(`${site.url}/off`))).toBeUndefined();
    await socket.do('workspace:update', { linkPreviews: true });
    expect(site.asked).toEqual([]);
    await chat.preview(await chat.send(`${site.url}/off`));
  });

  describe('never', () => {
    it.each([
      ['another address of our own', () => hidden.url],
      ['an address with a password', () => site.url.replace('//', '//ada:secret@')],
      ['this machine by its name', () => site.url.replace('127.0.0.1', 'localhost')],
      ['its IPv6 form', () => hidden.url.replace('127.0.0.2', '[::ffff:127.0.0.2]')],
      ['its number', () => hidden.url.replace('127.0.0.2', '2130706434')],
      ['its octal form', () => hidden.url.replace('127.0.0.2', '0177.0.0.02')],
    ])('ask %s', async (_name, link) => {
      expect(await quiet(await chat.send(`${link()}/secret`))).toBeUndefined();
      expect([...hidden.asked, ...site.asked]).toEqual([]);
    });

    it('follow a redirect to where they may not go, nor for ever', async () => {
      const redirect =
        (to: string): Answering =>
        (_request, response) =>
          void response.writeHead(302, { location: to }).end();
      site.pages.set('/out', redirect(`${hidden.url}/secret`));
      site.pages.set('/file', redirect('file:///etc/passwd'));
      site.pages.set('/loop', redirect('/loop'));
      site.pages.set('/fine', redirect('/fine2'));
      site.pages.set('/fine2', html('<title>Fine</title>'));
      for (const path of ['/out', '/file', '/loop']) {
        expect(await quiet(await chat.send(site.url + path))).toBeUndefined();
      }
      expect(hidden.asked).toEqual([]);
      expect(site.asked.filter((path) => path === '/loop')).toHaveLength(4);
      expect(await chat.preview(await chat.send(`${site.url}/fine`))).toMatchObject({ title: 'Fine' });
    });

    it('take a picture from where they may not go, or one that is none', async () => {
      const pictures = [`${hidden.url}/a.png`, '/svg', '/bomb', '/text'];
      const bytes: Record<string, Buffer> = {
        '/svg': Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"/>'),
        '/bomb': Buffer.alloc(6 * 1024 * 1024),
        '/text': Buffer.from('hello'),
      };
      for (const [path, body] of Object.entries(bytes)) {
        site.pages.set(
          path,
          (_request, response) => void response.writeHead(200, { 'content-type': 'image/png' }).end(body),
        );
      }
      for (const [index, picture] of pictures.entries()) {
        site.pages.set(`/p${index}`, html(`<title>P</title><meta property="og:image" content="${picture}">`));
        expect(await chat.preview(await chat.send(`${site.url}/p${index}`))).toMatchObject({ imageId: null });
      }
      expect(hidden.asked).toEqual([]);
    });

    it('show what is no page, or is packed, and read no more than the beginning', async () => {
      site.pages.set('/json', html('{"title":"x"}', 'application/json'));
      site.pages.set(
        '/packed',
        (_request, response) =>
          void response
            .writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
            .end(gzipSync('<title>Packed</title>')),
      );
      let sent = 0;
      site.pages.set('/endless', (_request, response) => {
        response.writeHead(200, { 'content-type': 'text/html' });
        response.write('<title>Endless</title>');
        const more = () => {
          while (!response.destroyed && response.write('x'.repeat(16_384))) sent += 16_384;
          sent += 16_384;
        };
        response.on('drain', more);
        more();
      });
      for (const path of ['/json', '/packed']) {
        expect(await quiet(await chat.send(site.url + path))).toBeUndefined();
      }
      expect(await chat.preview(await chat.send(`${site.url}/endless`))).toMatchObject({ title: 'Endless' });
      expect(sent).toBeLessThan(20 * 1024 * 1024);
    });

    it('send who we are along', async () => {
      let headers: IncomingMessage['headers'] = {};
      site.pages.set('/who', (request, response) => {
        headers = request.headers;
        response.setHeader('set-cookie', 'id=1');
        html('<title>Who</title>')(request, response);
      });
      await chat.preview(await chat.send(`${site.url}/who`));
      expect(Object.keys(headers).sort()).toEqual([
        ...['accept', 'accept-encoding', 'accept-language', 'connection', 'host', 'user-agent'],
      ]);
    });
  });
});

describe('a server as people run it', () => {
  it('fetches nothing from its own machine', async () => {
    const site = await startSite();
    const app = await startApp(embedded);
    try {
      const chat = await openChat(await app.signUp('Ada'));
      site.pages.set('/', html('<title>Inside</title>'));
      const id = await chat.send(`${site.url}/`);
      await expect
        .poll(() => app.logged.filter((line) => line.includes('a page could not be fetched')), { timeout: 10_000 })
        .toHaveLength(1);
      expect([site.asked, chat.latest(id)?.preview]).toEqual([[], undefined]);
      chat.socket.close();
    } finally {
      await app.close();
      await site.close();
    }
  });
});
