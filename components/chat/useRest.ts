import { useEffect, useState } from 'react';
import { preloadMarkdown } from '../markdown/Markdown.tsx';

/** Longer than this a thread is not held back, even if it then moves. */
const LONGEST_MS = 300;

/**
 * True once an opened thread has come to rest: what draws its texts is there and its rows are measured. Until then it is
 * laid out unseen, so that nothing moves before anybody's eyes.
 */
export function useRest(opened: boolean): boolean {
  const [rested, setRested] = useState(false);
  useEffect(() => {
    if (!opened) return;
    let shown = true;
    const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_MS));
    void Promise.race([preloadMarkdown(), late]).then(() => {
      // One frame draws the rows, in the next they have been measured and scrolled to their place.
      requestAnimationFrame(() => {
        requestAnimationFrame(() => {
          if (shown) setRested(true);
        });
      });
    });
    return () => {
      shown = false;
    };
  }, [opened]);
  return rested;
}
