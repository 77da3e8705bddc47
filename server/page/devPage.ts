import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Page } from './page.ts';

/** The page as Next builds it while it is being worked on, and its own socket for changes. */
export interface DevPage extends Page {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>;
  close(): Promise<void>;
}

/** What Next serves itself: its scripts, and files by their names. Everything else is a screen. */
const NEXTS_OWN = /^\/(_next|__next)|\.\w+$/;

export async function openDevPage(folder: string): Promise<DevPage> {
  const { default: next } = await import('next');
  const app = next({ dev: true, dir: folder });
  await app.prepare();
  const handle = app.getRequestHandler();
  return {
    build: 'dev',
    isBuilt: true,
    scriptSources: new Set(),
    async answer(request: IncomingMessage, response: ServerResponse) {
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (!NEXTS_OWN.test(path)) request.url = '/';
      await handle(request, response);
    },
    upgrade: app.getUpgradeHandler(),
    close: () => app.close(),
  };
}
