import { useMemo, useSyncExternalStore } from 'react';
import { isDialog, parentOf, parseScreen, type Screen, screenPath } from './screen.ts';

/** What an entry of the browser's history remembers: where one came from, and what a dialog lies over. */
type Entry = { from?: string; over?: string };

const listeners = new Set<() => void>();
/** By path, what had the focus when one went on from there. */
const left = new Map<string, HTMLElement>();

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
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) addEventListener('popstate', cameBack);
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) removeEventListener('popstate', cameBack);
  };
}

function cameBack(): void {
  moved();
  returnFocus();
}

/** Gives the focus back to what opened the screen that was just left, once it is drawn again. */
function returnFocus(): void {
  const path = here();
  requestAnimationFrame(() => {
    const element = left.get(path);
    left.delete(path);
    if (element?.isConnected && element.checkVisibility()) element.focus();
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
  navigate(parent, { replace: true });
  returnFocus();
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
