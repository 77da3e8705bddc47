export type PageHandlers = { onShown(): unknown; onHidden(): unknown };

/** Whether a person can see the page; without a document somebody always can. */
export function isVisible(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible';
}

/** Tells when the page is shown, comes back from the cache or gets a network, and when it is hidden. Returns its end. */
export function watchPage(handlers: PageHandlers): () => void {
  if (typeof document === 'undefined') return () => {};
  const ended = new AbortController();
  const { signal } = ended;
  const visibility = (): unknown => (isVisible() ? handlers.onShown() : handlers.onHidden());
  document.addEventListener('visibilitychange', visibility, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && handlers.onShown(), { signal });
  window.addEventListener('online', () => isVisible() && handlers.onShown(), { signal });
  window.addEventListener('pagehide', () => handlers.onHidden(), { signal });
  return () => ended.abort();
}
