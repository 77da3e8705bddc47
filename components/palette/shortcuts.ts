/** Keys pressed together. `mod` is ⌘ on Macs and Ctrl elsewhere; `key` as KeyboardEvent has it. */
export type Keys = { mod?: boolean; alt?: boolean; shift?: boolean; key: string };

/** Every shortcut there is: what listens and the sheet that lists them both read it here. */
export const shortcuts = [
  { id: 'palette', group: 'everywhere', keys: [{ mod: true, key: 'k' }] },
  { id: 'searchAll', group: 'everywhere', keys: [{ mod: true, shift: true, key: 'f' }] },
  { id: 'previousChat', group: 'everywhere', keys: [{ alt: true, key: 'ArrowUp' }] },
  { id: 'nextChat', group: 'everywhere', keys: [{ alt: true, key: 'ArrowDown' }] },
  { id: 'back', group: 'everywhere', keys: [{ key: 'Escape' }] },
  { id: 'help', group: 'everywhere', keys: [{ key: '?' }] },
  { id: 'searchChat', group: 'chat', keys: [{ mod: true, key: 'f' }] },
  { id: 'olderMatch', group: 'chat', keys: [{ key: 'Enter' }] },
  { id: 'newerMatch', group: 'chat', keys: [{ shift: true, key: 'Enter' }] },
  { id: 'send', group: 'composer', keys: [{ key: 'Enter' }] },
  { id: 'newLine', group: 'composer', keys: [{ shift: true, key: 'Enter' }] },
  { id: 'mention', group: 'composer', keys: [{ key: '@' }] },
  { id: 'editLast', group: 'composer', keys: [{ key: 'ArrowUp' }] },
] as const satisfies readonly { id: string; group: string; keys: readonly Keys[] }[];

export type ShortcutId = (typeof shortcuts)[number]['id'];

/** Those that hold wherever the focus is, and are listened to in one place. */
export type GlobalId = 'palette' | 'searchAll' | 'previousChat' | 'nextChat' | 'help' | 'searchChat';
const globals: readonly GlobalId[] = ['palette', 'searchAll', 'previousChat', 'nextChat', 'help', 'searchChat'];

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** Which of them was pressed; undefined for any other keys. */
export function pressed(event: Pressed, mac: boolean): GlobalId | undefined {
  return globals.find((id) =>
    shortcuts.some((shortcut) => shortcut.id === id && shortcut.keys.some((keys) => isPressed(keys, event, mac))),
  );
}

function isPressed({ mod = false, alt = false, shift = false, key }: Keys, event: Pressed, mac: boolean): boolean {
  const isMod = mac ? event.metaKey : event.ctrlKey;
  const isOther = mac ? event.ctrlKey : event.metaKey;
  if (isMod !== mod || isOther || event.altKey !== alt) return false;
  if (event.key.toLowerCase() !== key.toLowerCase()) return false;
  // Where a sign like `?` stands on the keyboard differs, and with it whether it needs Shift.
  return event.shiftKey === shift || !/^[a-z]/i.test(key);
}

export function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.platform);
}
