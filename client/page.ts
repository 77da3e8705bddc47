export type PageHandlers = {
  onShown(): unknown;
  /** Somebody turned to the page, which may have been in sight all the time. */
  onFocused(): unknown;
  onHidden(): unknown;
};

/** Whether a person can see the page; without a document somebody always can. */
export function isVisible(): boolean {
  return typeof document === 'undefined' || document.visibilityState === 'visible';
}

/** Tells when the page is shown, comes back from the cache or gets a network, is turned to or hidden. Returns its end. */
export function watchPage(handlers: PageHandlers): () => void {
  if (typeof document === 'undefined') return () => {};
  const ended = new AbortController();
  const { signal } = ended;
  const visibility = (): unknown => (isVisible() ? handlers.onShown() : handlers.onHidden());
  document.addEventListener('visibilitychange', visibility, { signal });
  window.addEventListener('pageshow', (event) => event.persisted && handlers.onShown(), { signal });
  window.addEventListener('online', () => isVisible() && handlers.onShown(), { signal });
  window.addEventListener('focus', () => handlers.onFocused(), { signal });
  window.addEventListener('pagehide', () => handlers.onHidden(), { signal });
  return () => ended.abort();
}
