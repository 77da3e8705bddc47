import type { CommandOutput } from '../../shared/command.ts';
import { mayManage } from '../../shared/memberRights.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import type { Database } from '../store/database.ts';
import { standingIn } from '../store/members.ts';
import { forgetSummaries, outdateSummaries, readSummaries, type SummaryVersion } from '../store/summaries.ts';
import type { Summaries } from './summaries.ts';

/** What people see of what agents remember of a chat, and what they may do about it; throws Refusals. */
export interface Memories {
  list(chatId: string): Promise<CommandOutput<'chat:summaries'>>;
  renew(userId: string, chatId: string): Promise<void>;
  forget(userId: string, chatId: string): Promise<void>;
}

type Parts = { database: Pick<Database, 'pool' | 'transaction'>; summaries: Pick<Summaries, 'want'> };

export function createMemories({ database, summaries }: Parts): Memories {
  const { pool } = database;

  /** Those who manage a group, and both of a direct chat. */
  async function requireRight(userId: string, chatId: string): Promise<void> {
    const standing = await standingIn(pool, chatId, userId);
    if (standing === undefined) throw noSuchChat();
    if (standing.kind !== 'direct' && !mayManage(standing.role)) {
      throw new Refusal('forbidden', 'Your role in this chat does not allow this.', { reason: 'role' });
    }
  }

  async function list(chatId: string): Promise<CommandOutput<'chat:summaries'>> {
    const versions = await readSummaries(pool, chatId);
    return { versions: versions.flatMap(versionOf), making: versions.some(({ text }) => text === null) };
  }

  return {
    list,
    async renew(userId, chatId) {
      await requireRight(userId, chatId);
      // It is made from what is not to be used; once is enough.
      if ((await list(chatId)).making) {
        throw new Refusal('conflict', 'One is being made already.', { reason: 'summary-making' });
      }
      await outdateSummaries(pool, chatId);
      summaries.want({ chatId, askedBy: userId });
    },
    async forget(userId, chatId) {
      await requireRight(userId, chatId);
      await forgetSummaries(database, { chatId, userId });
    },
  };
}

function versionOf({ text, facts, uptoAt, createdAt, madeFor: _, ...rest }: SummaryVersion) {
  if (text === null) return [];
  const model = facts === null ? null : facts.model;
  const costMicros = facts === null ? 0 : facts.costMicros;
  return [{ ...rest, text, model, costMicros, uptoAt: uptoAt?.getTime() ?? null, at: createdAt.getTime() }];
}
