import { useEffect } from 'react';

/** Calls `act` on Escape, unless something nearer (a dialog, a menu, a list of mentions) has taken the key. */
export function useEscape(act: () => void): void {
  useEffect(() => {
    const handle = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented || event.isComposing) return;
      if (document.querySelector('[role="dialog"], [role="alertdialog"], [role="menu"]')) return;
      act();
    };
    addEventListener('keydown', handle);
    return () => {
      removeEventListener('keydown', handle);
    };
  }, [act]);
}
