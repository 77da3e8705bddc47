import type { Messages } from '../../messages/en/messages.ts';
import type { Locale } from './locale.ts';

const loaded = new Map<Locale, Promise<Messages>>();

/** The words of a language, each in its own chunk, loaded once. A failed load is tried again the next time. */
export function loadMessages(locale: Locale): Promise<Messages> {
  const known = loaded.get(locale);
  if (known) return known;
  const loading = (locale === 'de' ? import('../../messages/de/messages.ts') : import('../../messages/en/messages.ts'))
    .then((module) => module.messages)
    .catch((cause: unknown) => {
      loaded.delete(locale);
      throw cause;
    });
  loaded.set(locale, loading);
  return loading;
}
