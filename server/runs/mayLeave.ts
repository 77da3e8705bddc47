import type { MayLeave } from '../../agents/models/withLeave.ts';
import type { Database } from '../store/database.ts';
import { keepsLocal } from '../store/summaries.ts';

/** Looks in the database whether a chat keeps to local models; `keptLocal` hears of each that does though it was asked. */
export function createMayLeave(pool: Database['pool'], keptLocal: (chatId: string) => void): MayLeave {
  return async (chatId) => {
    const stays = await keepsLocal(pool, chatId);
    if (stays) keptLocal(chatId);
    return !stays;
  };
}
