import { createStore } from 'zustand/vanilla';

/** What is being searched for on the screen. */
export type Finding = {
  /** What is typed above the list of chats. */
  everywhere: string;
  /** The chat whose search bar is open. */
  chatId: string | null;
  /** Grows whenever the bar is to take the focus. */
  asked: number;
  /** What the thread shows marked: what is typed into that bar, or above the list of chats. */
  marked: string;
};

export const finding = createStore<Finding>(() => ({ everywhere: '', chatId: null, asked: 0, marked: '' }));

export function findInChat(chatId: string): void {
  finding.setState(({ asked }) => ({ chatId, asked: asked + 1 }));
}

export function searchFor(everywhere: string): void {
  finding.setState({ everywhere });
}

/** The field above the list of chats. */
export const EVERYTHING = 'search-everything';

/** Puts the focus into that field; false while it is not on the screen. */
export function focusEverything(): boolean {
  const field = document.getElementById(EVERYTHING);
  if (!(field instanceof HTMLInputElement) || !field.checkVisibility()) return false;
  field.focus();
  field.select();
  return true;
}
