import { once } from 'node:events';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildServiceWorker } from '../scripts/buildServiceWorker.ts';
import { openPage, type Page } from '../server/page/page.ts';
import { securityHeaders } from '../server/page/policy.ts';

const BUILT = join(import.meta.dirname, '..', 'out');

/** Stands before a server and serves builds of the page in its place, one after another. */
export class PageFront {
  readonly url: string;
  readonly #server: Server;
  readonly #folders: string[] = [];
  #page: Page;

  private constructor(url: string, server: Server, page: Page) {
    this.url = url;
    this.#server = server;
    this.#page = page;
  }

  static async start(target: string): Promise<PageFront> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const front = new PageFront(`http://127.0.0.1:${address.port}`, server, await openPage(BUILT));
    front.#forward(new URL(target));
    await front.serve('first');
    return front;
  }

  /**
   * From now on serves a build of this name, which its shell says of itself. It has one script that no other has
   * (see `scriptOf`); an incomplete one lacks it although its worker wants it.
   */
  async serve(name: string, { incomplete = false } = {}): Promise<void> {
    const folder = await mkdtemp(join(tmpdir(), 'waggle-build-'));
    this.#folders.push(folder);
    // Without what was compressed of it, which would be served instead of what is changed here.
    await cp(BUILT, folder, { recursive: true, filter: (path) => !/\.(br|gz)$/.test(path) });
    const shell = join(folder, 'index.html');
    const html = await readFile(shell, 'utf8');
    await writeFile(shell, html.replace('<html', `<html data-build="${name}"`));
    const script = join(folder, PageFront.scriptOf(name));
    await writeFile(script, `// ${name}`);
    await buildServiceWorker(folder);
    if (incomplete) await rm(script);
    this.#page = await openPage(folder);
  }

  static scriptOf(name: string): string {
    return `/_next/static/chunks/only-in-${name}.js`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await Promise.all(this.#folders.map((folder) => rm(folder, { recursive: true, force: true })));
  }

  #forward(target: URL): void {
    const onward = (incoming: IncomingMessage) =>
      request({
        host: target.hostname,
        port: target.port,
        path: incoming.url,
        method: incoming.method,
        headers: incoming.headers,
      });
    this.#server.on('request', (incoming, outgoing) => {
      if (!/^\/(api|socket\.io)\//.test(incoming.url ?? '')) {
        const headers = securityHeaders({ scriptSources: this.#page.scriptSources, publicUrl: undefined });
        for (const [name, value] of Object.entries(headers)) outgoing.setHeader(name, value ?? '');
        void this.#page.answer(incoming, outgoing);
        return;
      }
      const forwarded = onward(incoming);
      forwarded.on('response', (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      });
      forwarded.on('error', () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    this.#server.on('upgrade', (incoming: IncomingMessage, socket, head) => {
      const forwarded = onward(incoming);
      forwarded.on('upgrade', (answer, upstream, first) => {
        const lines = Object.entries(answer.headers).map(([name, value]) => `${name}: ${String(value)}`);
        socket.write(['HTTP/1.1 101 Switching Protocols', ...lines, '', ''].join('\r\n'));
        socket.write(first);
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
        for (const end of [socket, upstream])
          end.on('error', () => [socket, upstream].forEach((other) => other.destroy()));
      });
      forwarded.on('error', () => socket.destroy());
      forwarded.end();
    });
  }
}
