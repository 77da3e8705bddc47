import 'fake-indexeddb/auto';
import { createWaggle, type WaggleOptions } from '../createWaggle.ts';
import type { ClientState } from '../state.ts';
import type { Waggle } from '../waggle.ts';

export type Device = {
  waggle: Waggle;
  state(): ClientState;
  /** Resolves once the state is like this; rejects with what it waited for when it takes too long. */
  until(what: string, isSo: (state: ClientState) => boolean, withinMs?: number): Promise<void>;
  stop(): void;
};

let count = 0;

/** Cookies of one browser. */
export type Jar = Map<string, string>;

/** A started client with cookies and storage of its own, or those of another device: then it is like a second tab. */
export function createDevice(url: string, options: WaggleOptions & { jar?: Jar } = {}): Device {
  const jar = options.jar ?? new Map<string, string>();
  count++;
  const waggle = createWaggle({
    url,
    name: `device-${count}`,
    fetch: fetchWith(jar, url),
    headers: () => ({ cookie: cookiesOf(jar), origin: url }),
    reconnectMs: [50, 200],
    ...options,
  });
  const stop = waggle.start();
  return { waggle, state: waggle.store.getState, until: (...args) => until(waggle, ...args), stop };
}

function fetchWith(jar: Jar, origin: string): typeof fetch {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    headers.set('cookie', cookiesOf(jar));
    headers.set('origin', origin);
    const response = await fetch(input, { ...init, headers });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/max-age=0/i.test(cookie)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  };
}

function cookiesOf(jar: Jar): string {
  return Array.from(jar, ([name, value]) => `${name}=${value}`).join('; ');
}

async function until(
  { store }: Waggle,
  what: string,
  isSo: (state: ClientState) => boolean,
  withinMs = 12_000,
): Promise<void> {
  if (isSo(store.getState())) return;
  await new Promise<void>((resolve, reject) => {
    const limit = setTimeout(() => {
      unsubscribe();
      reject(new Error(`waited in vain until ${what}`));
    }, withinMs);
    const unsubscribe = store.subscribe((state) => {
      if (!isSo(state)) return;
      clearTimeout(limit);
      unsubscribe();
      resolve();
    });
  });
}
