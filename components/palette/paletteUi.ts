import { createStore } from 'zustand/vanilla';

/** What lies over everything: the palette, the sheet of shortcuts, or neither. */
export const paletteUi = createStore<{ open: 'palette' | 'help' | null }>(() => ({ open: null }));
