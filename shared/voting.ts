import type { ChatKind, Member } from './chat.ts';
import { mayManage } from './memberRights.ts';
import { EITHER, type Terms } from './terms.ts';
import { isUndecided, type ToolCard } from './toolCard.ts';

/** A person of a chat, as far as their voice counts. */
export type Voter = { id: string; asked: boolean; manages: boolean };

/** The people of a chat as voters; in a direct chat both manage it. */
export function votersOf(
  chat: { kind: ChatKind; members: readonly Pick<Member, 'contactId' | 'kind' | 'role' | 'leftAt'>[] },
  askedBy: string,
): Voter[] {
  return chat.members
    .filter(({ kind, leftAt }) => kind === 'user' && leftAt === null)
    .map(({ contactId, role }) => ({
      ...{ id: contactId, asked: contactId === askedBy },
      manages: chat.kind === 'direct' || mayManage(role),
    }));
}

/** Whether somebody's yes or no counts. Where several people are needed everybody's does. */
export function mayVote({ requester, admin, either, people }: Terms, { asked, manages }: Voter): boolean {
  if (people > 1) return true;
  return (requester && asked) || (admin && manages) || (either && (asked || manages));
}

/** How many have to say yes: of fewer people than it would take, all. */
export function neededOf({ people }: Pick<Terms, 'people'>, voters: readonly unknown[]): number {
  return Math.max(1, Math.min(people, voters.length));
}

/** Whether these people's yes is enough; `votes` of who is not among the voters any more count for nothing. */
export function isAllowed(terms: Terms, votes: readonly string[], voters: readonly Voter[]): boolean {
  const yes = voters.filter(({ id }) => votes.includes(id));
  return (
    yes.length >= neededOf(terms, voters) &&
    (!terms.requester || yes.some(({ asked }) => asked)) &&
    (!terms.admin || yes.some(({ manages }) => manages)) &&
    (!terms.either || yes.some(({ asked, manages }) => asked || manages))
  );
}

/** Whether this person's yes or no is what it waits for. */
export function waitsFor(card: Pick<ToolCard, 'state' | 'approval'>, voter: Voter | undefined): boolean {
  if (!isUndecided(card) || voter === undefined || card.approval?.votes?.includes(voter.id) === true) return false;
  return mayVote(card.approval?.terms ?? EITHER, voter);
}
