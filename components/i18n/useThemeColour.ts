import { useEffect } from 'react';
import type { Theme } from './preferences.ts';

const colours = { light: '#faf8f5', dark: '#12110f' };

/** Colours the browser's own bars like the page, also where the chosen theme is not the system's. */
export function useThemeColour(theme: Theme): void {
  useEffect(() => {
    for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
      const own = meta.media.includes('dark') ? 'dark' : 'light';
      meta.content = colours[theme === 'system' ? own : theme];
    }
  }, [theme]);
}
