import { EITHER } from '../../shared/terms.ts';
import type { ToolApproval } from '../../shared/toolCard.ts';
import { type Standing, standingOf, votersOf } from '../../shared/voting.ts';
import type { ChangeChat } from '../chat/change.ts';
import { chatOf } from '../store/chats.ts';
import { memberOf, readMembers } from '../store/members.ts';
import { readAsked, writeApproval } from '../store/votes.ts';

/**
 * Notes on a call that waits what the people of its chat have made of it without saying a word: by leaving, or by having
 * another role. Does nothing while somebody's yes can still come.
 */
export async function settle(
  changeChat: ChangeChat,
  { chatId, messageId, key }: { chatId: string; messageId: string; key: string },
): Promise<void> {
  await changeChat(chatId, async (writing) => {
    const asked = await readAsked(writing, { messageId, key });
    if (asked === undefined || asked.isOver || asked.approval.decision !== null) return null;
    const { terms = EITHER, votes = [] } = asked.approval;
    const members = (await readMembers(writing.tx, chatId)).map(memberOf);
    const voters = votersOf({ kind: chatOf(writing.chat).kind, members }, asked.askedBy);
    const decision = decisionOf(standingOf(terms, votes, voters), voters, votes);
    const message = decision && (await writeApproval(writing, key, { ...asked.approval, decision }));
    return message === null ? null : { messages: [message] };
  });
}

function decisionOf(
  standing: Standing,
  voters: readonly { id: string }[],
  votes: readonly string[],
): ToolApproval['decision'] {
  switch (standing.kind) {
    case 'open':
      return null;
    case 'allowed':
      return { by: votes.findLast((id) => voters.some((voter) => voter.id === id)) ?? null, allowed: true, reason: '' };
    case 'impossible':
      return { by: null, allowed: false, reason: '', why: standing.why };
  }
}
