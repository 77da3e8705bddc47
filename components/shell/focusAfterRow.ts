import { isNothingFocused } from '../ui/isNothingFocused.ts';

/**
 * Call it when a row's menu opens, and what it returns as the menu closes: the focus, unless it is somewhere, goes back
 * to what opened the menu, or where that is gone to the next row, the one before, or whatever the column begins with.
 */
export function focusAfterRow(opener: HTMLElement | null): () => void {
  const list = opener?.closest('[role="list"]');
  const rows = [...(list?.querySelectorAll('li, [role="listitem"]') ?? [])];
  const at = rows.findIndex((row) => row.contains(opener));
  const neighbours = [rows[at + 1], rows[at - 1]].map((row) => row?.querySelector<HTMLElement>('a[href]'));
  // The rows may go all at once.
  const column = list?.closest('[role="main"], [role="region"]');
  return () => {
    // By then what was chosen is drawn.
    queueMicrotask(() => {
      if (!isNothingFocused()) return;
      const heirs = [opener, ...neighbours, column?.querySelector<HTMLElement>('button, a[href]')];
      heirs.find((heir) => heir?.isConnected && heir.checkVisibility())?.focus();
    });
  };
}
