import { useSyncExternalStore } from 'react';
import { type Locale, locales, pickLocale } from './locale.ts';
import { PREFERENCES_KEY as KEY } from './preferencesScript.ts';

export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

/** What this browser, not the account, remembers about how Waggle looks. */
export type Preferences = {
  theme: Theme;
  /** Null follows the browser. */
  locale: Locale | null;
  honeycomb: boolean;
};

export const defaultPreferences: Preferences = { theme: 'system', locale: null, honeycomb: true };

/** Reads what was stored; anything that does not fit is the default. */
export function parsePreferences(stored: string | null): Preferences {
  let value: unknown = null;
  try {
    value = JSON.parse(stored ?? 'null');
  } catch {
    return defaultPreferences;
  }
  if (typeof value !== 'object' || value === null) return defaultPreferences;
  const { theme, locale, honeycomb } = value as Partial<Record<keyof Preferences, unknown>>;
  return {
    theme: themes.find((known) => known === theme) ?? 'system',
    locale: locales.find((known) => known === locale) ?? null,
    honeycomb: honeycomb !== false,
  };
}

let current: Preferences | null = null;
const listeners = new Set<() => void>();

function read(): Preferences {
  current ??= parsePreferences(stored());
  return current;
}

// Browsers that forbid storage still show a page, which then forgets.
function stored(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null;
  }
}

function changed(next: Preferences): void {
  current = next;
  const root = document.documentElement;
  if (next.theme === 'system') root.removeAttribute('data-theme');
  else root.dataset.theme = next.theme;
  root.dataset.honeycomb = next.honeycomb ? 'on' : 'off';
  for (const listener of listeners) listener();
}

export function setPreferences(part: Partial<Preferences>): void {
  const next = { ...read(), ...part };
  changed(next);
  try {
    localStorage.setItem(KEY, JSON.stringify(next));
  } catch {
    return; // Not remembered, but it holds until the page is closed.
  }
}

function subscribe(listener: () => void): () => void {
  const otherTab = (event: StorageEvent) => {
    if (event.key === KEY) changed(parsePreferences(event.newValue));
  };
  listeners.add(listener);
  addEventListener('storage', otherTab);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', otherTab);
  };
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, read, () => defaultPreferences);
}

/** The language in use: the chosen one, else the browser's. */
export function useChosenLocale(): Locale {
  const { locale } = usePreferences();
  const browser = useSyncExternalStore(
    () => () => {},
    () => pickLocale(navigator.languages),
    () => 'en' as const,
  );
  return locale ?? browser;
}
