import { focusEverything } from '../search/finding.ts';
import { navigate } from '../shell/navigation.ts';

/** Goes to the field above the list, on the screen of the chats where it is not on this one. */
export function searchAll(): void {
  if (focusEverything()) return;
  navigate({ kind: 'chats' });
  requestAnimationFrame(() => requestAnimationFrame(focusEverything));
}
