import type { Locale } from './locale.ts';

/** Loads what there is of each language, once. A failed load is tried again the next time. */
export function loadOnce<T>(load: (locale: Locale) => Promise<T>): (locale: Locale) => Promise<T> {
  const loaded = new Map<Locale, Promise<T>>();
  return (locale) => {
    const known = loaded.get(locale);
    if (known) return known;
    const loading = load(locale).catch((cause: unknown) => {
      loaded.delete(locale);
      throw cause;
    });
    loaded.set(locale, loading);
    return loading;
  };
}
