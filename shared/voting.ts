import type { ChatKind, Member } from './chat.ts';
import { mayManage } from './memberRights.ts';
import { EITHER, type Terms } from './terms.ts';
import { isUndecided, type ToolCard, type Unattainable } from './toolCard.ts';

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

/** What came of the votes so far; `missing` is what a yes is still needed of. */
export type Standing =
  | { kind: 'allowed' }
  | { kind: 'open'; missing: Missing }
  | { kind: 'impossible'; why: Unattainable };

/** So many people more, and among them or besides: who asked, somebody who manages the chat, or either. */
export type Missing = { people: number; requester: boolean; admin: boolean; either: boolean };

/**
 * Where a call stands with the people of its chat as they are now: `votes` of who is not among them count for nothing, and
 * never are fewer enough than the terms say. `impossible` where not even everybody's yes would do.
 */
export function standingOf(terms: Terms, votes: readonly string[], voters: readonly Voter[]): Standing {
  const missing = missingOf(terms, votes, voters);
  if (isNothing(missing)) return { kind: 'allowed' };
  const everybody = voters.map(({ id }) => id);
  const atMost = missingOf(terms, everybody, voters);
  if (isNothing(atMost)) return { kind: 'open', missing };
  if (atMost.people > 0) return { kind: 'impossible', why: 'too-few' };
  return { kind: 'impossible', why: atMost.requester ? 'no-asker' : 'no-admin' };
}

/** Whether these people's yes is enough. */
export function isAllowed(terms: Terms, votes: readonly string[], voters: readonly Voter[]): boolean {
  return standingOf(terms, votes, voters).kind === 'allowed';
}

/** What a yes is still needed of; nothing where these votes are enough. */
export function missingOf(
  { people, requester, admin, either }: Terms,
  votes: readonly string[],
  voters: readonly Voter[],
): Missing {
  const yes = voters.filter(({ id }) => votes.includes(id));
  return {
    people: Math.max(0, people - yes.length),
    requester: requester && !yes.some(({ asked }) => asked),
    admin: admin && !yes.some(({ manages }) => manages),
    either: either && !yes.some(({ asked, manages }) => asked || manages),
  };
}

function isNothing({ people, requester, admin, either }: Missing): boolean {
  return people === 0 && !requester && !admin && !either;
}

/** Whether this person's yes or no is what it waits for. */
export function waitsFor(card: Pick<ToolCard, 'state' | 'approval'>, voter: Voter | undefined): boolean {
  if (!isUndecided(card) || voter === undefined || card.approval?.votes?.includes(voter.id) === true) return false;
  return mayVote(card.approval?.terms ?? EITHER, voter);
}
