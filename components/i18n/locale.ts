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

/** The browser's own tag of that language (`en-GB`), by whose customs times and numbers are written. */
export function regionalTag(locale: Locale, wanted: readonly string[]): string {
  return wanted.find((tag) => tag.toLowerCase().split('-')[0] === locale && isTag(tag)) ?? locale;
}

function isTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
