import { createStore } from 'zustand/vanilla';
import { isNothingFocused } from '../ui/isNothingFocused.ts';
import type { FileView } from './fileView.ts';

/** What is looked at over the thread. */
export type Viewing =
  | { kind: 'media'; files: readonly FileView[]; at: number }
  | { kind: 'text'; file: FileView }
  | { kind: 'pdf'; file: FileView };

type State = { viewing: Viewing | null; returnTo: HTMLElement | null };

export const viewing = createStore<State>(() => ({ viewing: null, returnTo: null }));

/** Shows it; the focus returns to where it is now. */
export function view(next: Viewing): void {
  const { activeElement } = document;
  viewing.setState({ viewing: next, returnTo: activeElement instanceof HTMLElement ? activeElement : null });
}

/** Shows another one of the same. */
export function turnTo(at: number): void {
  viewing.setState(({ viewing: now }) => ({ viewing: now?.kind === 'media' ? { ...now, at } : now }));
}

export function endViewing(): void {
  viewing.setState({ viewing: null });
}

/** Gives the focus back, where a message was drawn anew meanwhile to what bears the same name now. */
export function returnFocus(event: Event): void {
  event.preventDefault();
  if (!isNothingFocused()) return;
  const { returnTo } = viewing.getState();
  (returnTo?.isConnected === false ? successorOf(returnTo) : returnTo)?.focus({ preventScroll: true });
}

function successorOf(element: HTMLElement): HTMLElement | undefined {
  const name = element.getAttribute('aria-label');
  if (name === null) return undefined;
  return [...document.querySelectorAll<HTMLElement>(`[aria-label="${CSS.escape(name)}"]`)].at(-1);
}
