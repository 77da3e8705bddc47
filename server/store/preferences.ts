import { defaultPreferences, Preferences } from '../../shared/preferences.ts';

/** Stored preferences, which may be of an older version that knew fewer; null where nothing was ever set. */
export function preferencesOf(stored: unknown): Preferences {
  return stored === null ? defaultPreferences : Preferences.parse({ ...defaultPreferences, ...(stored as object) });
}
