import type { CommandInput } from '../../shared/command.ts';
import { EITHER } from '../../shared/terms.ts';
import type { ToolApproval } from '../../shared/toolCard.ts';
import { isAllowed, mayVote, type Voter, votersOf } from '../../shared/voting.ts';
import type { ChangeChat } from '../chat/change.ts';
import { noSuchChat, Refusal } from '../refusal.ts';
import { chatOf } from '../store/chats.ts';
import { memberOf, readMembers } from '../store/members.ts';
import { type Asked, readAsked, writeApproval } from '../store/votes.ts';

type Said = Pick<CommandInput<'call:decide'>, 'hash' | 'allowed' | 'reason'>;

/**
 * Says yes or no to a call that waits for it, in the name of a member whose voice counts; membership and role are those
 * of the very moment, and so are those of everybody who said yes before. Refuses what is not asked any more, and a
 * decision about another input than the one that is asked for. The version of the chat as it is then.
 */
export async function decide(
  changeChat: ChangeChat,
  userId: string,
  { chatId, messageId, key, ...said }: CommandInput<'call:decide'>,
): Promise<number> {
  const { version } = await changeChat(chatId, async (writing) => {
    const members = (await readMembers(writing.tx, chatId)).map(memberOf);
    const asked = await readAsked(writing, { messageId, key });
    const voters = votersOf({ kind: chatOf(writing.chat).kind, members }, asked?.askedBy ?? '');
    const me = voters.find(({ id }) => id === userId);
    if (me === undefined) throw noSuchChat();
    if (asked === undefined) throw new Refusal('not-found', 'Nothing like that is asked for here.', { reason: 'call' });
    check(asked, me, said);
    const next = voted(asked.approval, { me, voters }, said);
    if (next === null) return null;
    const message = await writeApproval(writing, key, next);
    if (message === null) throw over('The answer has ended.', 'call-expired');
    return { messages: [message] };
  });
  return version;
}

function check({ approval, isOver }: Asked, me: Voter, { hash }: Said): void {
  if (!mayVote(approval.terms ?? EITHER, me)) {
    throw new Refusal('forbidden', 'This is for others to decide.', { reason: 'not-yours-to-decide' });
  }
  if (isOver && approval.decision === null) throw over('The answer has ended.', 'call-expired');
  if (approval.hash !== hash) throw over('It is not what is asked for any more.', 'call-changed');
  if (approval.decision !== null) throw over('Somebody has decided already.', 'call-decided');
  if (approval.expiresAt <= Date.now()) throw over('It is too late: nobody decided in time.', 'call-expired');
}

/** What is asked once somebody has said yes or no; null where they said that yes before. One no is enough. */
function voted(
  approval: ToolApproval,
  { me, voters }: { me: Voter; voters: readonly Voter[] },
  { allowed, reason }: Said,
): ToolApproval | null {
  if (!allowed) return { ...approval, decision: { by: me.id, allowed, reason } };
  const before = (approval.votes ?? []).filter((id) => voters.some((voter) => voter.id === id));
  const votes = before.includes(me.id) ? before : [...before, me.id];
  if (isAllowed(approval.terms ?? EITHER, votes, voters)) {
    return { ...approval, votes, decision: { by: me.id, allowed, reason } };
  }
  return before.includes(me.id) ? null : { ...approval, votes };
}

function over(message: string, reason: string): Refusal {
  return new Refusal('conflict', message, { reason });
}
