import { createStore } from 'zustand/vanilla';
import { navigate } from '../shell/navigation.ts';

/** The message that the thread of a chat is to show as soon as it is on the screen. */
export const jumps = createStore<{ next: { chatId: string; messageId: string } | null }>(() => ({ next: null }));

/** Goes to a message of any chat. */
export function jumpTo(chatId: string, messageId: string): void {
  navigate({ kind: 'chat', chatId });
  jumps.setState({ next: { chatId, messageId } });
}
