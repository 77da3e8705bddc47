import { useCallback, useSyncExternalStore } from 'react';

/** The widths at which the layout changes. */
export const wide = '(width >= 80rem)';
export const medium = '(width >= 48rem)';

export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => {
        media.removeEventListener('change', listener);
      };
    },
    [query],
  );
  return useSyncExternalStore(
    subscribe,
    () => matchMedia(query).matches,
    () => false,
  );
}
