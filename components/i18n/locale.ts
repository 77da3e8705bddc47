export const locales = ['en', 'de'] as const;
export type Locale = (typeof locales)[number];

/** The first of the browser's languages that there are words for, else English. */
export function pickLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0];
    const locale = locales.find((known) => known === language);
    if (locale) return locale;
  }
  return 'en';
}
