import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Engine } from '../../agents/engines/engine.ts';
import type { Bus } from '../bus/bus.ts';
import { createInFlight } from '../inFlight.ts';
import type { AgentName } from '../runs/order.ts';
import { SOMEBODY } from '../runs/order.ts';
import { spoken } from '../runs/spoken.ts';
import type { Database } from '../store/database.ts';
import { namedIn } from '../store/runContext.ts';
import {
  claimSummary,
  dropClaim,
  keepsLocal,
  keepSummary,
  readStanding,
  readUnsummarised,
  type Standing,
  type Unsummarised,
} from '../store/summaries.ts';
import { dueOf } from './due.ts';

/** How much of a chat that has no summary yet is summarised; what was said before is left out, and agents are told so. */
const FURTHEST_BACK = 400;
/** Messages read at once. */
const READ = 200;
/** Summaries made one after the other where much was said since the last. */
const MOST_AT_ONCE = 20;
const LEASE_MS = 240_000;
/** Chats at a time. */
const CONCURRENCY = 2;
/** So long after an answer it is looked, once for all answers meanwhile: who asks the next question at once waits for nothing. */
const LOOK_AFTER_MS = 1_000;

const WANTED = 'summaries:wanted';
const Wanted = z.object({ chatId: z.string(), askedBy: z.string() });
export type Wanted = z.infer<typeof Wanted>;
const LOCAL = 'summaries:local';
const Local = z.object({ chatId: z.string() });

/** Keeps in versions what agents know of what was said before they read. */
export interface Summaries {
  /** Something was answered there: looks, after all that people wait for, whether a summary is due. */
  look(wanted: Wanted): void;
  /** The same, by whichever process can. */
  want(wanted: Wanted): void;
  /** To be called after a commit by which a chat keeps to local models: what is being made of it is given up, anywhere. */
  keepLocal(chatId: string): void;
  /** Resolves when nothing is made here any more. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool' | 'transaction'>;
  bus: Bus;
  /** Undefined where this process makes none. */
  engine: Engine | undefined;
  agentName: AgentName;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
};

export function createSummaries({ database, bus, engine, agentName, logger }: Parts): Summaries {
  const { pool } = database;
  const closing = new AbortController();
  const waiting = new Map<string, Wanted>();
  const working = new Map<string, Promise<void>>();
  const inFlight = createInFlight({ isRevoked: (chatId) => keepsLocal(pool, chatId), logger });
  let timer: NodeJS.Timeout | undefined;
  const summarise = engine?.summarise?.bind(engine);

  function look(wanted: Wanted): void {
    if (summarise === undefined || closing.signal.aborted) return;
    waiting.set(wanted.chatId, wanted);
    timer ??= setTimeout(next, LOOK_AFTER_MS);
  }

  function next(): void {
    clearTimeout(timer);
    timer = undefined;
    for (const [chatId, wanted] of waiting) {
      if (working.size >= CONCURRENCY || closing.signal.aborted) return;
      if (working.has(chatId)) continue;
      waiting.delete(chatId);
      const work = makeAll(wanted)
        .catch((error: unknown) => logger.error({ err: error, chatId }, 'a chat could not be summarised'))
        .finally(() => {
          working.delete(chatId);
          next();
        });
      working.set(chatId, work);
    }
  }

  async function makeAll(wanted: Wanted): Promise<void> {
    for (let made = 0; made < MOST_AT_ONCE && !closing.signal.aborted; made += 1) {
      // Begun before it is read who may be asked: a chat that keeps to local models from then on is not missed.
      const flight = inFlight.begin(wanted.chatId);
      try {
        if (!(await makeNext(wanted, flight.signal))) return;
      } finally {
        flight.end();
      }
    }
  }

  /** True where one was made, after which another may be due. `revoked` where nobody far may be asked any more. */
  async function makeNext({ chatId, askedBy }: Wanted, revoked: AbortSignal): Promise<boolean> {
    const found = await readDue(chatId);
    if (found === undefined) return false;
    const { base, due, after } = found;
    const asked = { chatId, claim: randomUUID(), base, madeFor: askedBy, leaseMs: LEASE_MS };
    const claim = await claimSummary(pool, asked);
    if (claim === undefined) return false;
    let kept = false;
    try {
      const signal = base.localOnly ? closing.signal : AbortSignal.any([closing.signal, revoked]);
      const made = await summarise?.(
        {
          ...{ chatId, asker: { id: askedBy, timeZone: 'UTC' }, before: base.text, localOnly: base.localOnly },
          messages: due
            .filter(({ said }) => said !== '')
            .map(({ name, senderKind, said, createdAt }) => ({
              name,
              senderKind,
              text: said,
              at: createdAt.getTime(),
            })),
        },
        signal,
      );
      const last = due.at(-1);
      if (made?.kind !== 'made' || last === undefined) {
        if (made?.kind === 'not-made' && made.failure !== 'stopped') {
          logger.warn({ chatId, failure: made.failure }, 'a summary was not made');
        }
        return false;
      }
      const summary = {
        text: made.text,
        facts: made.facts,
        fromSeq: base.fromSeq === 0 ? after + 1 : base.fromSeq,
        uptoSeq: last.seq,
        characters: base.characters + due.reduce((sum, { said }) => sum + said.length, 0),
        outside: base.outside || due.some(({ outside }) => outside),
        senders: [...new Set([...base.senders, ...due.flatMap(authorsOf)])],
      };
      const read = { after, upto: last.seq, texts: due };
      kept = await keepSummary(database, claim, { base, read, summary });
      if (!kept) logger.info({ chatId }, 'what was summarised has changed meanwhile');
      return kept;
    } finally {
      if (!kept) await dropClaim(pool, claim);
    }
  }

  async function readDue(chatId: string): Promise<{ base: Standing; due: Said[]; after: number } | undefined> {
    const base = await readStanding(pool, chatId);
    if (base === undefined) return undefined;
    const after = base.number > 0 ? base.uptoSeq : Math.max(0, base.lastSeq - FURTHEST_BACK);
    const rows = await readUnsummarised(pool, { chatId, after, most: READ });
    const said = rows.map((row) => ({ ...row, ...asSaid(row, agentName) }));
    const due = dueOf(said, rows.length === READ);
    return due.length === 0 ? undefined : { base, due, after };
  }

  const stops = [
    bus.subscribe(WANTED, (message) => look(Wanted.parse(message))),
    bus.subscribe(LOCAL, (message) => inFlight.revoke(Local.parse(message).chatId)),
  ];
  return {
    look,
    want(wanted) {
      if (summarise !== undefined) look(wanted);
      else bus.publish(WANTED, wanted);
    },
    keepLocal(chatId) {
      inFlight.revoke(chatId);
      bus.publish(LOCAL, { chatId });
    },
    async settled() {
      next();
      while (working.size > 0) await Promise.all(working.values());
    },
    async close() {
      for (const stop of stops) stop();
      clearTimeout(timer);
      closing.abort();
      await Promise.all(working.values());
      inFlight.close();
    },
  };
}

type Said = Unsummarised & ReturnType<typeof asSaid>;

/** Whose words stand in a message: also theirs for whom an agent wrote it, and theirs who answered it. */
function authorsOf({ senderId, askedBy, extras }: Unsummarised): string[] {
  return [senderId, ...(askedBy === null ? [] : [askedBy]), ...namedIn(extras)];
}

/** A message as agents read it. */
function asSaid({ senderId, senderName, text, extras }: Unsummarised, agentName: AgentName) {
  const nameOf = (id: string) => agentName(id) ?? SOMEBODY;
  const said = spoken({ text, ...extras }, nameOf);
  return { name: senderName ?? nameOf(senderId), said, characters: said.length };
}
