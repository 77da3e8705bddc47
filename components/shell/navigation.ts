import { useMemo, useSyncExternalStore } from 'react';
import { isNothingFocused } from '../ui/isNothingFocused.ts';
import { isDialog, parentOf, parseScreen, type Screen, screenPath } from './screen.ts';

/** What an entry of the browser's history remembers: where one came from, and what a dialog lies over. */
type Entry = { from?: string; over?: string };

const listeners = new Set<() => void>();
/** By path, what had the focus when one went on from there. */
const left = new Map<string, HTMLElement>();
/** The path on the screen, which at a `popstate` is no longer the one in the address. */
let shown = '/';

function here(): string {
  return location.pathname;
}

function entry(): Entry {
  const state: unknown = history.state;
  if (typeof state !== 'object' || state === null) return {};
  const { from, over } = state as { from?: unknown; over?: unknown };
  return { ...(typeof from === 'string' && { from }), ...(typeof over === 'string' && { over }) };
}

function moved(): void {
  shown = here();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    shown = here();
    addEventListener('popstate', cameBack);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', cameBack);
  };
}

function cameBack(): void {
  const before = shown;
  moved();
  if (before !== here()) returnFocus(before);
}

/**
 * Gives the focus back to what opened the screen `before`, or to the link to it, as soon as that is drawn again: at once
 * where it can be, for by the next frame one may have gone on to something else.
 */
function returnFocus(before: string): void {
  const opener = left.get(here());
  left.delete(here());
  const give = (): boolean => {
    const link = document.querySelector<HTMLElement>(`a[href="${before}"]`);
    const element = [opener, link].find((one) => one?.isConnected && one.checkVisibility());
    element?.focus();
    return element !== undefined;
  };
  queueMicrotask(() => {
    if (give()) return;
    requestAnimationFrame(() => {
      if (isNothingFocused()) give();
    });
  });
}

/** Goes to a screen; Back leads to where one was, unless it takes this one's place in the history. */
export function navigate(to: Screen, { replace = false }: { replace?: boolean } = {}): void {
  const path = screenPath(to);
  const current = here();
  if (path === current) return;
  const now = entry();
  if (document.activeElement instanceof HTMLElement) left.set(current, document.activeElement);
  const over = isDialog(to) ? (now.over ?? current) : undefined;
  if (replace) history.replaceState({ ...now, over }, '', path);
  else history.pushState({ from: current, over }, '', path);
  moved();
}

/** One step back: through the history where that leads to the same place, so that Back does not come here again. */
export function goUp(): void {
  const { from, over } = entry();
  const screen = parseScreen(here());
  const parent = over === undefined ? parentOf(screen) : parseScreen(over);
  if (!parent) return;
  if (from === screenPath(parent)) {
    history.back();
    return;
  }
  const before = here();
  navigate(parent, { replace: true });
  returnFocus(before);
}

/** The screen in the address, and the one below when it is a dialog. */
export function useScreen(): { screen: Screen; below: Screen } {
  const path = useSyncExternalStore(subscribe, here, () => '/');
  const over = useSyncExternalStore(
    subscribe,
    () => entry().over ?? '/',
    () => '/',
  );
  return useMemo(() => {
    const screen = parseScreen(path);
    return { screen, below: isDialog(screen) ? parseScreen(over) : screen };
  }, [path, over]);
}
