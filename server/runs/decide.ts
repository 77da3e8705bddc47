import type { CommandInput } from '../../shared/command.ts';
import { mayManage } from '../../shared/memberRights.ts';
import type { ChangeAtOnce } from '../chat/change.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import { decideCall, readAsked } from '../store/calls.ts';
import type { Database } from '../store/database.ts';

type Parts = { pool: Database['pool']; changeAtOnce: ChangeAtOnce };

/**
 * Says yes or no to a call that waits for it: the person in whose name it would be done may, and whoever manages the
 * chat. Refuses what is not asked any more, and a decision about another input than the one that is asked for. The
 * version of the chat as it is then.
 */
export async function decide(
  { pool, changeAtOnce }: Parts,
  userId: string,
  { chatId, messageId, key, hash, allowed, reason }: CommandInput<'call:decide'>,
): Promise<number> {
  const asked = await readAsked(pool, { chatId, messageId, key, userId });
  if (asked === undefined) throw new Refusal('not-found', 'Nothing like that is asked for here.', { reason: 'call' });
  if (asked.role === null) throw noSuchChat();
  if (asked.askedBy !== userId && !mayManage(asked.role)) {
    throw new Refusal('forbidden', 'Only who asked the agent, or an admin of the chat, may decide.', {
      reason: 'not-yours-to-decide',
    });
  }
  if (asked.isOver && asked.approval.decision === null) throw over('The answer has ended.', 'call-expired');
  if (asked.approval.hash !== hash) throw over('It is not what is asked for any more.', 'call-changed');
  if (asked.approval.expiresAt <= Date.now()) throw over('It is too late: nobody decided in time.', 'call-expired');
  let version = 0;
  await changeAtOnce(chatId, async () => {
    const change = await decideCall(pool, { chatId, key, hash, decision: { by: userId, allowed, reason } });
    version = change?.version ?? 0;
    return change;
  });
  if (version === 0) throw over('Somebody has decided already.', 'call-decided');
  return version;
}

function over(message: string, reason: string): Refusal {
  return new Refusal('conflict', message, { reason });
}
