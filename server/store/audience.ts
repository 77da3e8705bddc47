import { z } from 'zod';
import type { Audience } from '../../shared/ownAgent.ts';
import type { KnownContact } from './contacts.ts';
import type { Tx } from './transaction.ts';

/** Says who may use an agent, in the place of what was said before. */
export async function setAudience(tx: Tx, agentId: string, who: Audience): Promise<void> {
  const shared = who.kind === 'all';
  await tx.ownAgent.update({ where: { id: agentId }, data: { shared, ...(shared && { met: true }) } });
  await tx.ownAgentPerson.deleteMany({ where: { agentId } });
  if (who.kind !== 'chosen') return;
  await tx.ownAgentPerson.createMany({ data: who.people.map((userId) => ({ agentId, userId })) });
}

/** Whom an agent's maker has chosen. */
export async function readChosen(tx: Tx, agentId: string): Promise<string[]> {
  return (await tx.ownAgentPerson.findMany({ where: { agentId } })).map(({ userId }) => userId);
}

/** Takes a person from all agents that this maker chose them for; which these are. */
export async function unchoose(tx: Tx, { userId, makerId }: { userId: string; makerId: string }): Promise<string[]> {
  const mine = { userId, agent: { createdBy: makerId } };
  const rows = await tx.ownAgentPerson.findMany({ where: mine });
  await tx.ownAgentPerson.deleteMany({ where: mine });
  return rows.map(({ agentId }) => agentId);
}

/** Which of these are people, and whether they have blocked this one. */
export async function readChoosable(
  tx: Tx,
  makerId: string,
  userIds: readonly string[],
): Promise<{ id: string; blocks: boolean }[]> {
  const rows = await tx.$queryRaw`
    select id, coalesce(preferences -> 'blocked' @> to_jsonb(${makerId}::text), false) as blocks
    from "user" where id = any(${[...userIds]}::text[])`;
  return z.array(z.object({ id: z.string(), blocks: z.boolean() })).parse(rows);
}

/** Who knows of an agent: everybody, where it was shared once, and who is told of it in their own state. */
export async function readKnowers(tx: Tx, agentId: string): Promise<{ everybody: boolean; userIds: string[] }> {
  const { createdBy, met } = await tx.ownAgent.findUniqueOrThrow({ where: { id: agentId } });
  const chosen = await readChosen(tx, agentId);
  const beside = met ? [] : await peopleWith(tx, agentId);
  return { everybody: met, userIds: [createdBy, ...chosen, ...beside] };
}

/** The people who have a chat with an agent. */
async function peopleWith(tx: Tx, agentId: string): Promise<string[]> {
  const rows = await tx.$queryRaw`
    select distinct mine."contactId" as id from member mine join member beside on beside."chatId" = mine."chatId"
    where beside."contactId" = ${agentId} and mine.kind = 'user' and mine."leftAt" is null`;
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

/**
 * The people of a chat who may not have met one of its agents yet, now that these contacts came: all, where such an agent
 * came, and otherwise those who came. Of agents that were shared once everybody knows.
 */
export async function readStrangersTo(tx: Tx, chatId: string, came: readonly KnownContact[]): Promise<string[]> {
  const members = await tx.member.findMany({ where: { chatId } });
  const agentIds = members.filter(({ kind }) => kind === 'agent').map(({ contactId }) => contactId);
  const hidden = await tx.ownAgent.findMany({ where: { id: { in: agentIds }, met: false }, select: { id: true } });
  if (hidden.length === 0) return [];
  const isNew = hidden.some(({ id }) => came.some(({ contactId }) => contactId === id));
  const there = members.filter(({ kind, leftAt }) => kind === 'user' && leftAt === null);
  return there
    .map(({ contactId }) => contactId)
    .filter((id) => isNew || came.some(({ contactId }) => contactId === id));
}

const Raised = z.object({ userId: z.string(), version: z.int() });
export type Raised = z.infer<typeof Raised>;

/** The next versions of these people's own states; they are locked in the order of their ids. */
export async function raiseUsers(tx: Tx, userIds: readonly string[]): Promise<Raised[]> {
  const rows = await tx.$queryRaw`
    with locked as (select id from "user" where id = any(${[...userIds]}::text[]) order by id for no key update)
    update "user" set version = version + 1 from locked where "user".id = locked.id
    returning "user".id as "userId", "user".version`;
  return z.array(Raised).parse(rows);
}
