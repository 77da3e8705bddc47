import { SearchPage, type SearchQuery } from '../shared/search.ts';
import type { Http } from './http.ts';
import type { Store } from './state.ts';
import type { Waggle } from './waggle.ts';

/** Asks the server; without it, looks through what is on the device. */
export function createSearch(store: Store, http: Http): Waggle['search'] {
  return async (query) => {
    if (store.getState().connection !== 'offline') {
      const reply = await http.get(`/api/search?${parametersOf(query)}`, SearchPage);
      if (reply.ok) return { ok: true, data: { ...reply.data, onDevice: false } };
      if (reply.code !== 'unavailable') return reply;
    }
    const { searchLoaded } = await import('./searchLoaded.ts');
    return { ok: true, data: { ...searchLoaded(store.getState(), query), onDevice: true } };
  };
}

function parametersOf(query: SearchQuery): string {
  const parameters = new URLSearchParams();
  for (const name of Object.keys(query) as (keyof SearchQuery)[]) {
    const value = query[name];
    if (value !== undefined) parameters.set(name, String(value));
  }
  return parameters.toString();
}
