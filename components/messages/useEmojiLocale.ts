import { useLocale } from 'use-intl';

/** The language in which emojis are named here: that of the interface, without its region. */
export function useEmojiLocale(): 'de' | 'en' {
  return useLocale().startsWith('de') ? 'de' : 'en';
}
