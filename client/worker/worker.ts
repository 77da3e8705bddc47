import { keptAs, keptFile, type PageFile } from './keptFile.ts';
import { actOn, showPushed, subscribeAnew } from './push.ts';
import { SHARE_PATH, takeShared } from './share.ts';

declare const self: ServiceWorkerGlobalScope;
/** Every file that the screens need; scripts/buildServiceWorker.ts puts it here. */
declare const PAGE_FILES: PageFile[];

const CACHE = 'waggle-page';

const files = PAGE_FILES;
const keptFor = keptFile(files);

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
  if (event.data === 'tidy') event.waitUntil(tidy());
});
self.addEventListener('fetch', (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method === 'POST' && mode === 'navigate' && origin === self.location.origin && pathname === SHARE_PATH) {
    event.respondWith(takeShared(event.request));
  }
  if (method !== 'GET' || origin !== self.location.origin) return;
  const kept = keptFor(pathname, mode === 'navigate');
  if (kept !== undefined) event.respondWith(answer(event.request, kept));
});

self.addEventListener('push', (event) => event.waitUntil(showPushed(jsonOf(event.data))));
self.addEventListener('notificationclick', (event) => event.waitUntil(actOn(event)));
self.addEventListener('pushsubscriptionchange', (event) => {
  const change = event as ExtendableEvent & { oldSubscription?: PushSubscription | null };
  change.waitUntil(subscribeAnew(change));
});

function jsonOf(data: PushMessageData | null): unknown {
  try {
    return data?.json();
  } catch {
    return undefined;
  }
}

/** All or nothing: a page of which a part is missing is worse offline than none. */
async function install(): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(
    files.map(async (file) => {
      const key = keptAs(file);
      if (await cache.match(key)) return;
      const response = await fetch(file.url, { cache: file.revision === null ? 'default' : 'no-cache' });
      if (!response.ok) throw new Error(`${file.url}: ${response.status}`);
      await cache.put(key, response);
    }),
  );
}

async function activate(): Promise<void> {
  if ((await openPages()) === 0) await removeOlder();
  await self.clients.claim();
}

/** What older builds need goes when the page that asks is the only one and no newer build is on its way. */
async function tidy(): Promise<void> {
  const { installing, waiting } = self.registration;
  if (!installing && !waiting && (await openPages()) <= 1) await removeOlder();
}

async function removeOlder(): Promise<void> {
  const cache = await caches.open(CACHE);
  const needed = new Set(files.map((file) => new URL(keptAs(file), self.location.origin).href));
  const older = (await cache.keys()).filter(({ url }) => !needed.has(url));
  await Promise.all(older.map((request) => cache.delete(request)));
}

async function openPages(): Promise<number> {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return pages.length;
}

/** A cache that can not be read is no reason to show nothing. */
async function answer(request: Request, key: string): Promise<Response> {
  const kept = await caches
    .open(CACHE)
    .then((cache) => cache.match(key))
    .catch(() => undefined);
  return kept ?? fetch(request);
}
