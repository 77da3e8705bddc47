import { PAGE, SYNC_ROWS } from '../../shared/sync.ts';

/** Most rows one answer brings of all chats together; the chats beyond it are limited. */
export const SYNC_ROWS_ALTOGETHER = 5_000;

/** The same for the length of the messages among them, of one chat and of all together. */
export const SYNC_BYTES = 1_000_000;
export const SYNC_BYTES_ALTOGETHER = 8_000_000;

/** Messages of a chat the client knows nothing of: a page of the newest chats, of the others what the list shows. */
export const FIRST_PAGE = { newestChats: 20, messages: 30, otherwise: 1 } as const;

export type KnownChat = {
  chatId: string;
  version: number;
  /** The version the client has; 0 for nothing. */
  since: number;
  /** Messages and runs changed since, counted up to one more than SYNC_ROWS each. */
  changed: number;
  /** How long the texts of these messages are together. */
  bytes: number;
};

export type ChatPlan =
  | { kind: 'unchanged'; chatId: string }
  | { kind: 'changes'; chatId: string; since: number }
  | { kind: 'page'; chatId: string; messages: number };

/** What a sync answers of each chat, given the newest first. A version no chat has had yet counts as nothing known. */
export function planSync(chats: readonly KnownChat[]): ChatPlan[] {
  let rows = 0;
  let length = 0;
  let unknown = 0;
  return chats.map(({ chatId, version, since, changed, bytes }): ChatPlan => {
    if (since === version) return { kind: 'unchanged', chatId };
    if (since === 0 || since > version) {
      unknown += 1;
      const messages = unknown <= FIRST_PAGE.newestChats ? FIRST_PAGE.messages : FIRST_PAGE.otherwise;
      return { kind: 'page', chatId, messages };
    }
    const isMuch = changed > SYNC_ROWS || rows + changed > SYNC_ROWS_ALTOGETHER;
    const isLong = bytes > SYNC_BYTES || length + bytes > SYNC_BYTES_ALTOGETHER;
    if (isMuch || isLong) return { kind: 'page', chatId, messages: PAGE };
    rows += changed;
    length += bytes;
    return { kind: 'changes', chatId, since };
  });
}
