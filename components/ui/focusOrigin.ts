/**
 * What has the focus, to be given back to it later; of a menu its button, as the menu goes when something was chosen there.
 * Null where the focus is nowhere.
 */
export function focusOrigin(): HTMLElement | null {
  const { activeElement } = document;
  const menu = activeElement?.closest('[role="menu"]');
  const origin = menu ? document.getElementById(menu.getAttribute('aria-labelledby') ?? '') : activeElement;
  return origin instanceof HTMLElement && origin !== document.body ? origin : null;
}
