import { selectThread } from '../../client/select/thread.ts';
import type { ClientState } from '../../client/state.ts';
import type { Message } from '../../shared/message.ts';
import { rightsOf } from './messageRoles.ts';

/** The newest message on the thread whose text the person may change. */
export function lastEditable(state: ClientState, chatId: string): Message | null {
  const found = selectThread(state, chatId).items.findLast(
    (item) => item.kind === 'message' && item.own && rightsOf(state, item.message).edit,
  );
  return found?.kind === 'message' ? found.message : null;
}
