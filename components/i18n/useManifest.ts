import { useEffect } from 'react';
import type { Locale } from './locale.ts';

/** Where the app says what it is, in each language. */
const manifests: Record<Locale, string> = { en: '/manifest.webmanifest', de: '/manifest.de.webmanifest' };

/** Lets the app be installed in the person's language. */
export function useManifest(locale: Locale): void {
  useEffect(() => {
    document.querySelector('link[rel="manifest"]')?.setAttribute('href', manifests[locale]);
  }, [locale]);
}
