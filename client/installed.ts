import type { Store } from './state.ts';
import { warn } from './warn.ts';

/** How long a newer build may take to arrive before the page is loaded as it is. */
const ARRIVAL_MS = 15_000;
const TAKEOVER_MS = 5_000;

/**
 * Keeps the page installed: it opens without a network, and `updateReady` says when a newer build has arrived.
 * Returns its end. Without https there are no service workers, and nothing happens.
 */
export function keepInstalled(store: Store): () => void {
  const container = workers();
  if (!container) return () => {};
  const ended = new AbortController();
  const { signal } = ended;
  // The first worker takes over a page that is as new as itself.
  let controlled = container.controller !== null;
  let registration: ServiceWorkerRegistration | undefined;

  const newer = (): void => store.setState({ updateReady: true });
  container.addEventListener(
    'controllerchange',
    () => {
      if (controlled) newer();
      controlled = true;
    },
    { signal },
  );
  const unsubscribe = store.subscribe((state, before) => {
    const isOld = state.updateReady || state.connection === 'outdated';
    const wasOld = before.updateReady || before.connection === 'outdated';
    if (isOld && !wasOld) void registration?.update().catch(offline);
  });

  async function begin(at: ServiceWorkerContainer): Promise<void> {
    registration = await at.register('/sw.js', { scope: '/', updateViaCache: 'none' });
    if (signal.aborted) return;
    if (registration.waiting && at.controller) newer();
    registration.addEventListener('updatefound', () => watch(registration?.installing), { signal });
    watch(registration.installing);
    at.controller?.postMessage('tidy');
  }

  /** One that could not be installed is newer all the same: loadNewest knows what to do with it. */
  function watch(worker: ServiceWorker | null | undefined): void {
    let settled = worker?.state !== 'installing';
    worker?.addEventListener(
      'statechange',
      () => {
        if (!settled && container?.controller) newer();
        settled = true;
      },
      { signal },
    );
  }

  begin(container).catch(async (cause: unknown) => {
    warn('the page can not be installed', cause);
    if ((await isServed()) === false && (await unregister())) newer();
  });
  return () => {
    ended.abort();
    unsubscribe();
  };
}

/** Loads the page anew as the newest build that can be had, never as one that is older than what runs. */
export async function loadNewest(): Promise<void> {
  try {
    const registration = await workers()?.getRegistration();
    if (registration) await takeNewest(registration);
  } catch (cause) {
    warn('the newest version could not be taken', cause);
  }
  location.reload();
}

async function takeNewest(registration: ServiceWorkerRegistration): Promise<void> {
  if (!registration.waiting) await registration.update().catch(offline);
  const worker = registration.installing ?? registration.waiting;
  if (!worker) return;
  const arrived = await reaches(worker, ['installed', 'activating', 'activated'], ARRIVAL_MS);
  if (arrived) {
    worker.postMessage('activate');
    await reaches(worker, ['activated'], TAKEOVER_MS);
  } else if (worker.state === 'redundant' && (await isServed())) {
    // No room for it, perhaps. The old worker would serve the old page for ever: rather none.
    await unregister();
  }
}

/** Whether the server has a worker for us; undefined when it can not be asked. */
async function isServed(): Promise<boolean | undefined> {
  try {
    const answer = await fetch('/sw.js', { method: 'HEAD', cache: 'no-store' });
    return answer.ok && answer.headers.get('content-type')?.includes('javascript') === true;
  } catch {
    return undefined;
  }
}

async function unregister(): Promise<boolean> {
  const registration = await workers()?.getRegistration();
  return (await registration?.unregister()) === true;
}

function reaches(worker: ServiceWorker, states: readonly ServiceWorkerState[], withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const ended = new AbortController();
    const timer = setTimeout(() => finish(false), withinMs);
    function finish(reached: boolean): void {
      clearTimeout(timer);
      ended.abort();
      resolve(reached);
    }
    function look(): void {
      if (states.includes(worker.state)) finish(true);
      else if (worker.state === 'redundant') finish(false);
    }
    worker.addEventListener('statechange', look, { signal: ended.signal });
    look();
  });
}

function workers(): ServiceWorkerContainer | undefined {
  return typeof navigator !== 'undefined' && 'serviceWorker' in navigator ? navigator.serviceWorker : undefined;
}

function offline(cause: unknown): void {
  warn('a newer version could not be looked for', cause);
}
