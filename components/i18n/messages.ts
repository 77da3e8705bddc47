import { loadOnce } from './loadOnce.ts';

/** The words of the first page in a language, each in its own chunk. */
export const loadMessages = loadOnce(async (locale) => {
  const load = locale === 'de' ? import('../../messages/de/messages.ts') : import('../../messages/en/messages.ts');
  return (await load).messages;
});
