/** The page has better things to do in its first moments. */
const FIRST_MS = 2000;

/** Does this once the page has stood for a moment and the browser has nothing else to do; the result calls it off. */
export function whenIdle(work: () => unknown): () => void {
  let idle: number | undefined;
  const timer = setTimeout(() => {
    // Safari has no idle callbacks.
    if (typeof requestIdleCallback === 'undefined') work();
    else idle = requestIdleCallback(() => void work());
  }, FIRST_MS);
  return () => {
    clearTimeout(timer);
    if (idle !== undefined) cancelIdleCallback(idle);
  };
}
