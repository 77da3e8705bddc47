import { createStore } from 'zustand/vanilla';

export type Toast = {
  id: number;
  kind: 'note' | 'failure';
  text: string;
  action?: { label: string; run: () => void };
  /** Milliseconds until it goes by itself. */
  lasts: number;
  /** What happens when it went without its action. */
  onGone?: () => void;
};

export const toasts = createStore<{ shown: readonly Toast[] }>(() => ({ shown: [] }));

/** How long a destructive act can be taken back. */
export const UNDO_MS = 5000;

let lastId = 0;

/** Shows it; what says just the same, and no more than that, makes room for it. */
export function showToast(
  toast: Omit<Toast, 'id' | 'kind' | 'lasts'> & Partial<Pick<Toast, 'kind' | 'lasts'>>,
): number {
  const id = ++lastId;
  const made: Toast = { kind: 'note', lasts: 5000, ...toast, id };
  const crowded = toasts.getState().shown.filter((toast) => !saysTheSame(toast, made));
  toasts.setState({ shown: [...crowded.slice(-2), made] });
  for (const gone of crowded.slice(0, -2)) gone.onGone?.();
  return id;
}

/** What offers something, or waits for something, is about one thing alone, whatever it is called. */
function saysTheSame(one: Toast, other: Toast): boolean {
  return one.kind === other.kind && one.text === other.text && [one, other].every(onlySays);
}

function onlySays({ action, onGone }: Toast): boolean {
  return action === undefined && onGone === undefined;
}

/** Says that something is done, does it only after five seconds, and offers to take it back until then. */
export function showUndo(toast: { text: string; undoLabel: string; undo: () => void; commit: () => void }): void {
  showToast({
    text: toast.text,
    lasts: UNDO_MS,
    action: { label: toast.undoLabel, run: toast.undo },
    onGone: toast.commit,
  });
}

/** Takes a toast away; unless its action was taken, what it waited for happens now. */
export function closeToast(id: number, how: 'gone' | 'action'): void {
  const toast = toasts.getState().shown.find((shown) => shown.id === id);
  if (!toast) return;
  toasts.setState(({ shown }) => ({ shown: shown.filter((other) => other.id !== id) }));
  if (how === 'action') toast.action?.run();
  else toast.onGone?.();
}

/** Does at once whatever still waits for its five seconds; for when the page goes away. */
export function closeAllToasts(): void {
  for (const { id } of toasts.getState().shown) closeToast(id, 'gone');
}
