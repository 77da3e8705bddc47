import type { Logger } from 'pino';
import { z } from 'zod';
import type { Specialist } from '../../agents/roster/agent.ts';
import { roster as builtIns } from '../../agents/roster/roster.ts';
import type { ToolName } from '../../agents/tools/toolNames.ts';
import { Agent, isFor, mayUse } from '../../shared/contact.ts';
import type { Bus } from '../bus/bus.ts';
import type { Database } from '../store/database.ts';
import { type OwnAgent, readKnownAgents, readMetAgents, readOwnAgents } from '../store/ownAgents.ts';
import type { AgentContacts } from './contacts.ts';
import { faceOf, specialistOf, viewFor, viewOf } from './view.ts';

const CHANGED = 'agents:changed';
const Changed = z.object({ ids: z.array(z.string()) });

/** The agents of this workspace: those that come with it, and those that people made, as they are now. */
export interface Roster extends AgentContacts {
  /** What may be used by agents here. */
  readonly tools: readonly ToolName[];
  /** As the engine asks it; undefined where there is none. One that was archived ends what it is at. */
  specialist(id: string): Specialist | undefined;
  /** Whether an agent is there for this person still, be it archived or not. */
  isFor(userId: string, id: string): boolean;
  /** Catches up where one of these is not known here: another process may have made it a moment ago. */
  know(ids: readonly string[]): Promise<void>;
  /** These were changed here, or thrown away; what is told afterwards can count on it. */
  changed(ids: readonly string[]): Promise<void>;
  close(): void;
}

type Parts = {
  pool: Database['pool'];
  bus: Bus;
  /** The names of the tools that are set up. */
  available: readonly ToolName[];
  logger: Pick<Logger, 'error'>;
};

export async function openRoster({ pool, bus, available, logger }: Parts): Promise<Roster> {
  /** What people see of the built-in ones; what they are told and which models they use stays here. */
  const builtIn = builtIns.map((specialist) =>
    Agent.parse({ ...specialist, tools: available.filter((name) => specialist.tools.includes(name)) }),
  );
  const specialists = new Map(builtIns.map((specialist) => [specialist.id, specialist]));
  const views = new Map<string, Agent>();
  let loads = Promise.resolve();

  function take(own: readonly OwnAgent[], asked: Iterable<string>): void {
    for (const one of own) {
      specialists.set(one.id, specialistOf(one));
      views.set(one.id, viewOf(one, available));
    }
    const there = new Set(own.map(({ id }) => id));
    for (const id of [...asked].filter((one) => views.has(one) && !there.has(one))) {
      specialists.delete(id);
      views.delete(id);
    }
  }

  /** One after the other, so that what was read earlier never comes to stand for what was read later. */
  function load(ids?: readonly string[]): Promise<void> {
    const loading = loads.then(async () => take(await readOwnAgents(pool, ids), ids ?? [...views.keys()]));
    loads = loading.catch(() => undefined);
    return loading;
  }

  function reload(ids?: readonly string[]): void {
    load(ids).catch((error: unknown) => logger.error({ err: error }, 'the agents of the workspace could not be read'));
  }

  await load();
  const stops = [
    bus.subscribe(CHANGED, (message) => {
      reload(Changed.parse(message).ids);
    }),
    bus.onResumed(() => {
      reload();
    }),
  ];

  return {
    builtIn,
    tools: available,
    all: () => [...builtIn, ...views.values()],
    usableBy: (userId) => [...builtIn, ...[...views.values()].filter((agent) => mayUse(agent, userId))],
    nameOf: (id) => specialists.get(id)?.name,
    readMet: async () => [...builtIn, ...(await readMetAgents(pool)).map((own) => faceOf(own, available))],
    readKnownTo: async (userId) =>
      (await readKnownAgents(pool, userId)).map((own) => viewFor(own, { userId, available })),
    isFor(userId, id) {
      const view = views.get(id);
      return view === undefined || isFor(view, userId);
    },
    specialist: (id) => specialists.get(id),
    async know(ids) {
      const unknown = ids.filter((id) => !specialists.has(id));
      if (unknown.length > 0) await load(unknown);
    },
    async changed(ids) {
      await load(ids);
      bus.publish(CHANGED, { ids });
    },
    close() {
      for (const stop of stops) stop();
    },
  };
}
