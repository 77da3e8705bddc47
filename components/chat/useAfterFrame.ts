import { useCallback, useEffect, useRef } from 'react';

/**
 * Calls what is given, the latest one, right after the next frame, at most once for each, however often it is asked
 * for: what it measures then stands there, and is not laid out once more for it.
 */
export function useAfterFrame(act: () => void): () => void {
  const latest = useRef(act);
  const asked = useRef(false);
  useEffect(() => {
    latest.current = act;
    return () => {
      latest.current = nothing;
    };
  }, [act]);
  return useCallback(() => {
    if (asked.current) return;
    asked.current = true;
    requestAnimationFrame(() =>
      setTimeout(() => {
        asked.current = false;
        latest.current();
      }, 0),
    );
  }, []);
}

/** What was asked for by somebody who has left. */
function nothing(): void {}
