import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import { mayUse } from '../../shared/contact.ts';
import { type AgentDefinition, EVER_MADE, OWN_AGENTS, SHARED_AGENTS } from '../../shared/ownAgent.ts';
import { foldName, namesOfAgents } from '../auth/ownName.ts';
import type { Chats } from '../chat/chats.ts';
import { Refusal } from '../refusal.ts';
import { raiseUsers, readKnowers, setAudience, unchoose } from '../store/audience.ts';
import type { Database } from '../store/database.ts';
import {
  insertAgent,
  insertVersion,
  lockAgents,
  type ListedAgent,
  type OwnAgent,
  readNamesOfPeople,
  readOwnAgent,
  readVersion,
  readVersions,
  setArchived,
} from '../store/ownAgents.ts';
import type { Tx } from '../store/transaction.ts';
import { isAdmin } from '../store/users.ts';
import { changeWorkspace } from '../store/workspace.ts';
import { besides, requireChoosable } from './audience.ts';
import type { Roster } from './roster.ts';
import type { TellAgents } from './tellAgents.ts';
import { aloneIn, audienceOf, definitionOf, viewOf } from './view.ts';

type Saved = { number: number };

/** What people do with agents that they or others made; every right is decided here. */
export interface OwnAgents {
  create(userId: string, input: CommandInput<'agent:create'>): Promise<Saved>;
  update(userId: string, input: CommandInput<'agent:update'>): Promise<Saved>;
  share(userId: string, input: CommandInput<'agent:share'>): Promise<void>;
  archive(userId: string, input: CommandInput<'agent:archive'>): Promise<void>;
  restore(userId: string, input: CommandInput<'agent:restore'>): Promise<Saved>;
  /** Takes back what a maker chose this person for, who wants nothing of them any more. */
  decline(userId: string, makerId: string): Promise<void>;
  read(userId: string, agentId: string): Promise<CommandOutput<'agent:read'>>;
  versions(userId: string, agentId: string): Promise<CommandOutput<'agent:versions'>>;
}

type Parts = {
  database: Pick<Database, 'pool' | 'prisma' | 'transaction'>;
  roster: Pick<Roster, 'builtIn' | 'tools' | 'know' | 'specialist'>;
  tell: TellAgents;
  chats: Pick<Chats, 'direct'>;
};

/** What somebody who may do so changes of an agent, with all agents locked. */
type Change<T> = (found: { tx: Tx; agent: ListedAgent; all: readonly ListedAgent[] }) => Promise<T>;

export function createOwnAgents({ database, roster, tell, chats }: Parts): OwnAgents {
  /** An agent that this person may see; others are told the same as if there were none. */
  async function seen(userId: string, agentId: string): Promise<{ agent: OwnAgent; mayChange: boolean }> {
    const agent = await readOwnAgent(database.pool, agentId);
    if (agent === undefined || agent.trial) throw noSuchAgent();
    const mayChange = agent.createdBy === userId || (agent.met && (await isAdmin(database.prisma, userId)));
    if (!mayChange && !mayUse(viewOf(agent, []), userId)) throw noSuchAgent();
    return { agent, mayChange };
  }

  async function change<T>(userId: string, agentId: string, write: Change<T>): Promise<T> {
    const { mayChange } = await seen(userId, agentId);
    if (!mayChange) {
      throw new Refusal('forbidden', 'Only who made an agent, and admins, change it.', { reason: 'agent-of-other' });
    }
    const done = await database.transaction(async (tx) => {
      const all = await lockAgents(tx);
      const agent = all.find(({ id }) => id === agentId);
      if (agent === undefined) throw noSuchAgent();
      const before = await readKnowers(tx, agentId);
      const result = await write({ tx, agent, all });
      const { everybody, userIds } = await readKnowers(tx, agentId);
      const users = await raiseUsers(tx, [...before.userIds, ...userIds]);
      if (everybody) await changeWorkspace(tx);
      return { result, told: { agentIds: [agentId], users, everybody } };
    });
    await tell(done.told);
    return done.result;
  }

  /** The handle as it is compared; refuses a definition that can not be saved here. */
  async function check(
    tx: Tx,
    definition: AgentDefinition,
    { all, agentId }: { all: readonly ListedAgent[]; agentId: string },
  ): Promise<string> {
    const others = all.filter(({ id }) => id !== agentId).map((own) => ({ ...own, own }));
    const taken = namesOfAgents([...roster.builtIn, ...others]);
    for (const name of await readNamesOfPeople(tx)) taken.add(foldName(name));
    const handle = foldName(definition.handle);
    if (taken.has(handle)) {
      throw new Refusal('conflict', 'Somebody goes by this handle.', { reason: 'handle-taken' });
    }
    if (taken.has(foldName(definition.name))) {
      throw new Refusal('conflict', 'Somebody goes by this name.', { reason: 'agent-name-taken' });
    }
    requireTools(definition, roster.tools);
    return handle;
  }

  return {
    async create(userId, { agentId, definition, who: asked }) {
      const who = besides(userId, asked);
      const everybody = who.kind === 'all';
      const done = await database.transaction(async (tx) => {
        const all = await lockAgents(tx);
        const before = all.find(({ id }) => id === agentId);
        if (before !== undefined) {
          if (before.createdBy === userId && !before.trial) return { number: before.number, users: null };
          throw new Refusal('conflict', 'There is another agent of this id.', { reason: 'id-reused' });
        }
        requireRoom(all, userId);
        if (everybody) requireRoomForAll(all);
        await requireChoosable(tx, { agentId, makerId: userId }, who);
        const handleKey = await check(tx, definition, { all, agentId });
        await insertAgent(tx, { id: agentId, createdBy: userId, trial: false, handleKey, definition });
        await setAudience(tx, agentId, who);
        const { userIds } = await readKnowers(tx, agentId);
        const users = await raiseUsers(tx, userIds);
        if (everybody) await changeWorkspace(tx);
        return { number: 1, users };
      });
      if (done.users !== null) await tell({ agentIds: [agentId], users: done.users, everybody });
      // Asked again, it may come before the first has told.
      await roster.know([agentId]);
      await chats.direct(userId, agentId);
      return { number: done.number };
    },

    update: (userId, { agentId, definition, number }) =>
      change(userId, agentId, async ({ tx, agent, all }) => {
        requireLive(agent);
        if (number !== undefined && number !== agent.number) {
          throw new Refusal('conflict', 'Somebody else has saved it meanwhile.', { reason: 'agent-changed' });
        }
        const handleKey = await check(tx, definition, { all, agentId });
        return { number: await insertVersion(tx, { agentId, definition, savedBy: userId, handleKey }) };
      }),

    share: (userId, { agentId, who: asked }) =>
      change(userId, agentId, async ({ tx, agent, all }) => {
        requireLive(agent);
        const who = besides(agent.createdBy, asked);
        if (who.kind === 'all' && !agent.shared) requireRoomForAll(all);
        await requireChoosable(tx, { agentId, makerId: agent.createdBy }, who);
        await setAudience(tx, agentId, who);
      }),

    archive: (userId, { agentId, on }) =>
      change(userId, agentId, async ({ tx, agent, all }) => {
        if (on) await setArchived(tx, agentId, null);
        else if (agent.archived) {
          requireRoom(all, agent.createdBy, agentId);
          if (agent.shared) requireRoomForAll(all);
          const definition = await readVersion(tx, agentId, agent.number);
          if (definition === undefined) throw new Error('an agent without its newest version');
          await setArchived(tx, agentId, await check(tx, definition, { all, agentId }));
        }
      }),

    restore: (userId, { agentId, number }) =>
      change(userId, agentId, async ({ tx, agent, all }) => {
        requireLive(agent);
        const definition = await readVersion(tx, agentId, number);
        if (definition === undefined) {
          throw new Refusal('not-found', 'This version is not kept any more.', { reason: 'agent-version' });
        }
        const available = { ...definition, tools: definition.tools.filter((name) => isOf(roster.tools, name)) };
        const handleKey = await check(tx, available, { all, agentId });
        return { number: await insertVersion(tx, { agentId, definition: available, savedBy: userId, handleKey }) };
      }),

    async decline(userId, makerId) {
      const done = await database.transaction(async (tx) => {
        await lockAgents(tx);
        const agentIds = await unchoose(tx, { userId, makerId });
        return { agentIds, users: agentIds.length > 0 ? await raiseUsers(tx, [userId, makerId]) : [] };
      });
      if (done.users.length > 0) await tell({ ...done, everybody: false });
    },

    async read(userId, agentId) {
      const builtIn = roster.specialist(agentId);
      if (builtIn !== undefined && builtIn.own === undefined) {
        return { definition: definitionOf(builtIn), number: 0, who: { kind: 'all' }, mayChange: false };
      }
      const { agent, mayChange } = await seen(userId, agentId);
      const { definition, number } = agent;
      return { definition, number, who: audienceOf(mayChange ? agent : aloneIn(agent, userId)), mayChange };
    },

    async versions(userId, agentId) {
      await seen(userId, agentId);
      return { versions: await readVersions(database.pool, agentId) };
    },
  };
}

/** Refuses tools that are not set up here. */
export function requireTools({ tools }: Pick<AgentDefinition, 'tools'>, available: readonly string[]): void {
  if (tools.every((name) => isOf(available, name))) return;
  throw new Refusal('bad-input', 'One of these tools is not there.', { reason: 'tool' });
}

function isOf(available: readonly string[], name: string): boolean {
  return available.includes(name);
}

/** Everybody is told of what was ever shared, so that who deletes and makes anew comes to an end too. */
function requireRoom(all: readonly ListedAgent[], userId: string, except?: string): void {
  const made = all.filter((own) => own.createdBy === userId && !own.trial && own.id !== except);
  if (made.length >= EVER_MADE || made.filter(({ archived }) => !archived).length >= OWN_AGENTS) {
    throw new Refusal('too-large', 'So many agents can not be had.', { reason: 'agents' });
  }
}

function requireRoomForAll(all: readonly ListedAgent[]): void {
  if (all.filter(({ shared, archived }) => shared && !archived).length < SHARED_AGENTS) return;
  throw new Refusal('too-large', 'So many agents can not be shared.', { reason: 'shared-agents' });
}

function requireLive(agent: ListedAgent): void {
  if (agent.archived) throw new Refusal('conflict', 'This agent was deleted.', { reason: 'agent-gone' });
}

function noSuchAgent(): Refusal {
  return new Refusal('not-found', 'There is no such agent, or only its maker may use it.', { reason: 'agent' });
}
