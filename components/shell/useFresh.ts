import type { ClientState } from '../../client/state.ts';
import { selectChatRows } from '../../client/select/chatRows.ts';
import { useWaggleState } from './WaggleProvider.tsx';

function isFresh(state: ClientState): boolean {
  return state.loaded && selectChatRows(state).every((row) => row.last === null);
}

/** Whether nothing has been said in any chat yet, so that the way in must be shown. */
export function useFresh(): boolean {
  return useWaggleState(isFresh);
}
