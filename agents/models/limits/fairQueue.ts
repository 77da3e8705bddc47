export type Priority = 'person' | 'agent' | 'background';

export type Job = {
  id: string;
  userId: string;
  chatId: string;
  priority: Priority;
  /** Of its chat among those of the same person; 2 gets twice the turns of 1. */
  weight: number;
  /** Milliseconds since 1970. */
  since: number;
};

/** Turns taken, in units of a turn divided by weight: of each of some flows, and of the whole. */
type Turns = { now: number; of: Readonly<Record<string, number>> };

export type FairQueue = {
  /** In the order of coming. */
  jobs: readonly Job[];
  users: Turns;
  chats: Readonly<Record<string, Turns>>;
};

export type QueueBounds = { most: number; mostPerChat: number };
export type QueueRefusal = 'queue-full' | 'chat-full';

export const emptyQueue: FairQueue = { jobs: [], users: { now: 0, of: {} }, chats: {} };

const RANK: Readonly<Record<Priority, number>> = { person: 0, agent: 1, background: 2 };
/** Waiting so long counts as much as the next higher priority. */
export const AGEING_MS = 30_000;
/** A weight of nothing would wait for ever. */
const LEAST_WEIGHT = 0.01;

export function pushed(
  queue: FairQueue,
  job: Job,
  bounds: QueueBounds,
): { kind: 'queued'; queue: FairQueue } | { kind: 'refused'; reason: QueueRefusal } {
  if (queue.jobs.length >= bounds.most) return { kind: 'refused', reason: 'queue-full' };
  if (queue.jobs.filter(({ chatId }) => chatId === job.chatId).length >= bounds.mostPerChat) {
    return { kind: 'refused', reason: 'chat-full' };
  }
  return { kind: 'queued', queue: { ...queue, jobs: [...queue.jobs, job] } };
}

export function removed(queue: FairQueue, id: string): FairQueue {
  return { ...queue, jobs: queue.jobs.filter((job) => job.id !== id) };
}

/**
 * Whose turn it is: of the jobs with the highest priority (which grows while they wait) those of the person who had the
 * fewest turns, of those the chat's with the fewest, of those the first. Turns are counted as in start-time fair queueing
 * (Goyal, Vin, Cheng 1996), people above chats: whoever was idle, or held back by its priority, joins at the present
 * count and has saved up nothing.
 */
export function picked(queue: FairQueue, now: number): { job: Job; queue: FairQueue } | null {
  const best = Math.min(...queue.jobs.map((job) => rankOf(job, now)));
  const urgent = queue.jobs.filter((job) => rankOf(job, now) === best);
  const userId = next(
    urgent.map((job) => job.userId),
    queue.users,
  );
  if (userId === null) return null;
  const chats = queue.chats[userId] ?? emptyQueue.users;
  const own = urgent.filter((job) => job.userId === userId);
  const chatId = next(
    own.map((job) => job.chatId),
    chats,
  );
  const job = own.find((one) => one.chatId === chatId);
  if (job === undefined) return null;
  const jobs = queue.jobs.filter((one) => one !== job);
  const users = forgotten(
    counted(queue.users, userId, 1),
    jobs.map((one) => one.userId),
  );
  const rest = jobs.filter((one) => one.userId === userId).map((one) => one.chatId);
  const turns = forgotten(counted(chats, job.chatId, job.weight), rest);
  const { [userId]: _had, ...others } = queue.chats;
  return { job, queue: { jobs, users, chats: rest.length > 0 ? { ...others, [userId]: turns } : others } };
}

function rankOf(job: Job, now: number): number {
  return Math.max(0, RANK[job.priority] - Math.floor(Math.max(0, now - job.since) / AGEING_MS));
}

/** The flow that starts earliest; of several the one that came first. */
function next(flows: readonly string[], turns: Turns): string | null {
  let found: string | null = null;
  for (const flow of flows) {
    if (found === null || startOf(flow, turns) < startOf(found, turns)) found = flow;
  }
  return found;
}

function startOf(flow: string, turns: Turns): number {
  return Math.max(turns.now, turns.of[flow] ?? 0);
}

function counted(turns: Turns, flow: string, weight: number): Turns {
  const start = startOf(flow, turns);
  return { now: start, of: { ...turns.of, [flow]: start + 1 / Math.max(LEAST_WEIGHT, weight) } };
}

/** Who waits for nothing and had no turn too many starts at the present count anyway; with nobody waiting all are even. */
function forgotten(turns: Turns, waiting: readonly string[]): Turns {
  if (waiting.length === 0) return emptyQueue.users;
  const names = new Set(waiting);
  const of = Object.entries(turns.of).filter(([flow, count]) => names.has(flow) || count > turns.now);
  return { now: turns.now, of: Object.fromEntries(of) };
}
