import type { Pool } from 'pg';
import { z } from 'zod';
import { AgentDefinition, type AgentVersion, KEPT_VERSIONS } from '../../shared/ownAgent.ts';
import type { Tx } from './transaction.ts';

type Reader = Pick<Pool, 'query'>;

/** An agent that a person made, as its newest version says. */
const OwnAgent = z.object({
  id: z.string(),
  createdBy: z.string(),
  shared: z.boolean(),
  /** Whom its maker chose besides. */
  people: z.array(z.string()),
  met: z.boolean(),
  trial: z.boolean(),
  archivedAt: z.nullable(z.date()),
  number: z.int(),
  definition: AgentDefinition,
  savedBy: z.string(),
});
export type OwnAgent = z.infer<typeof OwnAgent>;

/** Any number; whoever makes, changes or names an agent holds the advisory lock of this one. */
const AGENTS_LOCK = 7_220_462;

const ALL = `
  select a.id, a."createdBy", a.shared, a.met, a.trial, a."archivedAt", a.number, v.definition, v."savedBy",
    array(select p."userId" from own_agent_person p where p."agentId" = a.id order by p."userId") as people
  from own_agent a join own_agent_version v on v."agentId" = a.id and v.number = a.number`;

/** Every agent that people made, or those of these ids, the oldest first; the archived too. */
export async function readOwnAgents(reader: Reader, ids?: readonly string[]): Promise<OwnAgent[]> {
  const { rows } = await reader.query(
    `${ALL} where $1::text[] is null or a.id = any($1) order by a."createdAt", a.id`,
    [ids ?? null],
  );
  return z.array(OwnAgent).parse(rows);
}

/** Those that everybody may know. */
export async function readMetAgents(reader: Reader): Promise<OwnAgent[]> {
  return z.array(OwnAgent).parse((await reader.query(`${ALL} where a.met order by a."createdAt", a.id`)).rows);
}

/**
 * Those that this person knows besides: what they made and were chosen for, and of what was never shared that with which
 * they have a chat still.
 */
export async function readKnownAgents(reader: Reader, userId: string): Promise<OwnAgent[]> {
  const { rows } = await reader.query(
    `${ALL} where a."createdBy" = $1
      or a.id in (select "agentId" from own_agent_person where "userId" = $1)
      or (not a.met and a.id in (
        select beside."contactId" from member mine join member beside on beside."chatId" = mine."chatId"
        where mine."contactId" = $1 and mine.kind = 'user' and mine."leftAt" is null and beside.kind = 'agent'
      ))
    order by a."createdAt", a.id`,
    [userId],
  );
  return z.array(OwnAgent).parse(rows);
}

export async function readOwnAgent(reader: Reader, id: string): Promise<OwnAgent | undefined> {
  return (await readOwnAgents(reader, [id]))[0];
}

/** As much of an agent as keeps others apart from it. */
const ListedAgent = z.object({
  id: z.string(),
  createdBy: z.string(),
  shared: z.boolean(),
  trial: z.boolean(),
  archived: z.boolean(),
  number: z.int(),
  handle: z.string(),
  name: z.string(),
});
export type ListedAgent = z.infer<typeof ListedAgent>;

/** Lets changes of agents happen one after the other, so that names stay apart; the agents there are. */
export async function lockAgents(tx: Tx): Promise<ListedAgent[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(${AGENTS_LOCK})`;
  const rows = await tx.$queryRaw`
    select a.id, a."createdBy", a.shared, a.trial, a."archivedAt" is not null as archived, a.number,
      v.definition->>'handle' as handle, v.definition->>'name' as name
    from own_agent a join own_agent_version v on v."agentId" = a.id and v.number = a.number`;
  return z.array(ListedAgent).parse(rows);
}

export async function readNamesOfPeople(tx: Pick<Tx, 'user'>): Promise<string[]> {
  return (await tx.user.findMany({ select: { name: true } })).map(({ name }) => name);
}

export type NewAgent = {
  id: string;
  createdBy: string;
  trial: boolean;
  handleKey: string | null;
  definition: AgentDefinition;
};

/** Makes an agent that is its maker's alone. */
export async function insertAgent(tx: Tx, { definition, ...agent }: NewAgent): Promise<void> {
  await tx.ownAgent.create({ data: agent });
  await tx.ownAgentVersion.create({
    data: { agentId: agent.id, number: 1, definition, savedBy: agent.createdBy },
  });
}

type NewVersion = { agentId: string; definition: AgentDefinition; savedBy: string; handleKey: string | null };

/** Saves the next version, and forgets the oldest where there are many; its number. */
export async function insertVersion(tx: Tx, { agentId, definition, savedBy, handleKey }: NewVersion): Promise<number> {
  const { number } = await tx.ownAgent.update({
    where: { id: agentId },
    data: { number: { increment: 1 }, handleKey },
  });
  await tx.ownAgentVersion.create({ data: { agentId, number, definition, savedBy } });
  await tx.ownAgentVersion.deleteMany({ where: { agentId, number: { lte: number - KEPT_VERSIONS } } });
  return number;
}

/** Puts other words in the place of what is tried out: there is nothing to keep. */
export async function replaceTrial(tx: Tx, agentId: string, definition: AgentDefinition): Promise<void> {
  await tx.ownAgentVersion.update({ where: { agentId_number: { agentId, number: 1 } }, data: { definition } });
}

/** Archives an agent, or with a handle brings it back. */
export async function setArchived(tx: Tx, agentId: string, handleKey: string | null): Promise<void> {
  const archivedAt = handleKey === null ? new Date() : null;
  await tx.ownAgent.update({ where: { id: agentId }, data: { archivedAt, handleKey } });
}

/** The chats that these agents are in. */
export async function chatsWith(tx: Tx, agentIds: readonly string[]): Promise<string[]> {
  const members = await tx.member.findMany({ where: { contactId: { in: [...agentIds] } }, select: { chatId: true } });
  return members.map(({ chatId }) => chatId);
}

/** Deletes agents and chats for good, with all that is in them. */
export async function discard(tx: Tx, agentIds: readonly string[], chatIds: readonly string[]): Promise<void> {
  await tx.chat.deleteMany({ where: { id: { in: [...chatIds] } } });
  await tx.ownAgent.deleteMany({ where: { id: { in: [...agentIds] } } });
}

/** The next version of a person's own state. */
export async function raiseUser(tx: Tx, userId: string): Promise<number> {
  const { version } = await tx.user.update({ where: { id: userId }, data: { version: { increment: 1 } } });
  return version;
}

/** The versions that are kept, the newest first. */
export async function readVersions(reader: Reader, agentId: string): Promise<AgentVersion[]> {
  const { rows } = await reader.query(
    'select number, definition, "savedBy", "savedAt" from own_agent_version where "agentId" = $1 order by number desc',
    [agentId],
  );
  return z
    .array(z.object({ number: z.int(), definition: AgentDefinition, savedBy: z.string(), savedAt: z.date() }))
    .parse(rows)
    .map((row) => ({ ...row, savedAt: row.savedAt.getTime() }));
}

export async function readVersion(tx: Tx, agentId: string, number: number): Promise<AgentDefinition | undefined> {
  const row = await tx.ownAgentVersion.findUnique({ where: { agentId_number: { agentId, number } } });
  return row === null ? undefined : AgentDefinition.parse(row.definition);
}
