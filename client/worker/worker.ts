import { NavigationRoute, Route, Serwist } from 'serwist';

declare const self: ServiceWorkerGlobalScope;
/** Every file of the page with its revision; scripts/buildServiceWorker.ts puts it here. */
declare const PRECACHE: { url: string; revision: string | null }[];

const SHELL = '/index.html';

const serwist = new Serwist({ precacheEntries: PRECACHE, disableDevLogs: true });

// What other tabs still run of an older build is not in PRECACHE any more, but kept until they are gone (see tidy).
serwist.registerRoute(
  new Route(
    ({ url, sameOrigin }) => sameOrigin && url.pathname.startsWith('/_next/static/'),
    async ({ request }) => (await caches.match(request)) ?? fetch(request),
  ),
);

// Any path that is no file is a screen. /api and /socket.io are never answered here.
serwist.registerRoute(
  new NavigationRoute(serwist.createHandlerBoundToUrl(SHELL), {
    denylist: [/^\/(api|socket\.io)(\/|$)/, /^[^?]*\/[^/?]+\.[a-z0-9]+(\?|$)/i],
  }),
);

// A cache that can not be read is no reason to show nothing.
serwist.setCatchHandler(({ request }) => fetch(request));

self.addEventListener('install', (event) => void serwist.handleInstall(event));
self.addEventListener('fetch', (event) => serwist.handleFetch(event));
self.addEventListener('activate', (event) => event.waitUntil(activate(event)));
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
  if (event.data === 'tidy') event.waitUntil(tidy(event));
});

async function activate(event: ExtendableEvent): Promise<void> {
  const pages = await openPages();
  if (pages === 0) await serwist.handleActivate(event);
  await self.clients.claim();
}

/** Removes what only older builds need, once the page that asks is the only one and no newer build is on its way. */
async function tidy(event: ExtendableEvent): Promise<void> {
  const { installing, waiting } = self.registration;
  if (!installing && !waiting && (await openPages()) <= 1) await serwist.handleActivate(event);
}

async function openPages(): Promise<number> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.length;
}
