import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { Engine } from '../../agents/engines/engine.ts';
import type { CommandInput, CommandOutput } from '../../shared/command.ts';
import type { Bus } from '../bus/bus.ts';
import type { ChangeAtOnce, ChangeChat } from '../chat/change.ts';
import type { StopAsked } from '../chat/deletion.ts';
import { createChangeMessage } from '../chat/subject.ts';
import type { Tell } from '../chat/tell.ts';
import type { Queue } from '../queue/queue.ts';
import { Refusal } from '../refusal.ts';
import { readBoardEntries, readBoardRun } from '../store/board.ts';
import { readCallOf } from '../store/calls.ts';
import type { Database } from '../store/database.ts';
import { askChatToStop, freeAllRuns, type FreshRun } from '../store/runs.ts';
import { askAnswerToStop, readThoughts } from '../store/steps.ts';
import { boardOf } from './board.ts';
import { createApprovals } from './approvals.ts';
import { decide } from './decide.ts';
import { dispatch, type DispatchParts } from './dispatch.ts';
import { letGoOn } from './goOn.ts';
import { Hands } from './hands.ts';
import { JustStored } from './justStored.ts';
import { Keeper } from './keeper.ts';
import type { LiveTexts } from './liveTexts.ts';
import type { AgentName } from './order.ts';
import { rerouteRequest } from './reroute.ts';
import { retryAnswer } from './retry.ts';
import { steerAnswer } from './steer.ts';
import { stopEngine } from './stopEngine.ts';
import { createQuestions } from './questions.ts';
import type { SinkParts } from './sink.ts';
import { startSweeper } from './sweeper.ts';
import { NO_TRACES, type RunTraces } from '../telemetry/traces.ts';

const STOP = 'runs:stop';
const Stop = z.object({ runIds: z.array(z.string()), stepIds: z.array(z.string()) });
const LOCAL = 'runs:local';
const Local = z.object({ chatId: z.string() });

/** What people may read of a call's result. */
const Told = z.object({ text: z.string() });

/** Runs at a time in one process, those that wait for people among them; their steps are the engine's to limit. */
const CONCURRENCY = 512;
/** How long work that is handed over may take to let go. */
const LETTING_GO_MS = 2_000;

/** What the rest of the server asks of the runs. */
export interface Runs {
  /** A new run was committed: somebody should take it. */
  enqueue(runId: string, fresh?: FreshRun): void;
  stopChat(chatId: string): Promise<void>;
  /** Stops at once what the database says is to stop. */
  stopAsked(asked: StopAsked): Promise<void>;
  stopAnswer(answer: CommandInput<'answer:stop'>): Promise<void>;
  /** To be called after a commit by which a chat keeps to local models. */
  keepLocal(chatId: string): void;
  /** Adds something to an answer while it is made; throws Refusals. */
  steer(steer: CommandInput<'answer:steer'> & { userId: string }): Promise<{ version: number }>;
  /** Lets a request go on to whom its agent wanted to pass it; throws Refusals. */
  goOn(goOn: CommandInput<'answer:pass'> & { userId: string }): Promise<{ version: number }>;
  /** `begun` is done for the new run before anybody takes it. */
  retry(
    retry: CommandInput<'answer:retry'> & { askedBy: string },
    begun?: (runId: string) => Promise<void>,
  ): Promise<{ version: number }>;
  reroute(reroute: CommandInput<'run:reroute'> & { askedBy: string }): Promise<{ version: number }>;
  /** The runs of a chat, a page at a time, the newest first. */
  list(list: CommandInput<'run:list'>): Promise<CommandOutput<'run:list'>>;
  /** Who did what when in a run; throws Refusals. */
  read(read: CommandInput<'run:read'>): Promise<CommandOutput<'run:read'>>;
  /** All of a call; throws Refusals. */
  readCall(call: CommandInput<'call:read'>): Promise<CommandOutput<'call:read'>>;
  /** What was told of the thinking for an answer; throws Refusals. */
  readThought(answer: CommandInput<'thought:read'>): Promise<CommandOutput<'thought:read'>>;
  /** Says yes or no to what an agent wants to do, in the name of a member; throws Refusals. */
  decide(userId: string, decision: CommandInput<'call:decide'>): Promise<{ version: number }>;
  /** Tells a tool that runs what it wanted to know; throws Refusals. */
  answer(userId: string, answer: CommandInput<'call:answer'>): Promise<void>;
  /** Takes nothing more, gives what is under way `drainMs` to end, and hands the rest over with its text. */
  close(drainMs: number): Promise<void>;
}

type Parts = {
  database: Pick<Database, 'pool'>;
  bus: Bus;
  queue: Queue;
  changeChat: ChangeChat;
  changeAtOnce: ChangeAtOnce;
  tell: Pick<Tell, 'stepChanged'>;
  texts: LiveTexts;
  /** Undefined where this process does not work on runs. */
  engine: Engine | undefined;
  agentName: AgentName;
  /** Nobody is told how runs go without. */
  traces?: RunTraces;
  /** Whether this agent answers this person. */
  mayAsk: (userId: string, agentId: string) => boolean;
  /** Keeps files that tools made, as this person's. */
  keepFiles: SinkParts['keepFiles'];
  ended?: DispatchParts['ended'] | undefined;
  /** True where no other process can hold a run, so that what a dead one held goes on at once. */
  alone: boolean;
  /** So often it is looked whether people have decided something, should nobody tell. */
  lookMs?: number;
  logger: Logger;
};

export async function startRuns(parts: Parts): Promise<Runs> {
  const { bus, queue, changeChat, changeAtOnce, tell, texts, engine, agentName, mayAsk, logger } = parts;
  const { pool } = parts.database;
  const owner = bus.processId;
  const changeMessage = createChangeMessage(changeChat);
  const hands = new Hands();
  const stored = new JustStored();
  const keeper = new Keeper({ pool, owner, hands, live: texts.live, logger });
  const approvals = createApprovals({
    pool,
    bus,
    changeAtOnce,
    changeChat,
    tell,
    ...(parts.lookMs !== undefined && { lookMs: parts.lookMs }),
  });
  const questions = createQuestions({ pool, bus, changeAtOnce, tell });
  const asking = { allow: approvals.allow, askPerson: questions.ask };
  const sink = { pool, changeChat, changeAtOnce, tell, texts, ...asking, keepFiles: parts.keepFiles };
  const { traces = NO_TRACES, ended = () => {} } = parts;
  const dispatching: DispatchParts = { ...sink, owner, hands, keeper, agentName, traces, ended, logger };

  async function stop(asked: z.infer<typeof Stop>, runIds: readonly string[]): Promise<void> {
    hands.stop(asked);
    bus.publish(STOP, asked);
    await Promise.all(runIds.map((runId) => dispatch(runId, stopEngine, dispatching)));
  }

  if (parts.alone) await freeAllRuns(pool);
  const unsubscribes = [
    bus.subscribe(STOP, (message) => hands.stop(Stop.parse(message))),
    bus.subscribe(LOCAL, (message) => hands.keepLocal(Local.parse(message).chatId)),
  ];
  let stopSweeping = () => {};
  if (engine !== undefined) {
    queue.process((runId) => dispatch(runId, engine, dispatching, stored.take(runId)), { concurrency: CONCURRENCY });
    stopSweeping = startSweeper({ pool, queue, logger });
  }

  return {
    enqueue(runId, fresh) {
      if (engine !== undefined && fresh !== undefined) stored.put(runId, fresh);
      queue.enqueue(runId, 0);
    },
    async stopChat(chatId) {
      const runIds = await askChatToStop(pool, chatId);
      await stop({ runIds, stepIds: [] }, runIds);
    },
    stopAsked: ({ runIds, steps }) =>
      stop({ runIds: [...runIds], stepIds: steps.map((step) => step.stepId) }, [
        ...new Set([...runIds, ...steps.map((step) => step.runId)]),
      ]),
    async stopAnswer(answer) {
      const asked = await askAnswerToStop(pool, answer);
      if (asked !== undefined) await stop({ runIds: [], stepIds: [asked.stepId] }, [asked.runId]);
    },
    keepLocal(chatId) {
      hands.keepLocal(chatId);
      bus.publish(LOCAL, { chatId });
    },
    async retry(retry, begun) {
      const { version, runId } = await retryAnswer({ changeChat, mayAsk }, retry);
      await begun?.(runId);
      queue.enqueue(runId, 0);
      return { version };
    },
    steer: (steer) => steerAnswer(changeMessage, steer),
    async goOn(goOn) {
      const { version, runId } = await letGoOn(changeMessage, goOn);
      queue.enqueue(runId, 0);
      return { version };
    },
    async reroute(reroute) {
      const { version, runId, stopped } = await rerouteRequest({ changeChat, mayAsk }, reroute);
      queue.enqueue(runId, 0);
      await stop({ runIds: stopped, stepIds: [] }, stopped);
      return { version };
    },
    list: ({ chatId, before }) => readBoardEntries(pool, { chatId, before }),
    async read(read) {
      const stored = await readBoardRun(pool, read);
      if (stored === undefined) throw new Refusal('not-found', 'There is no such run.', { reason: 'run' });
      return boardOf(stored);
    },
    async readCall(call) {
      const stored = await readCallOf(pool, call);
      if (stored === undefined) throw new Refusal('not-found', 'There is no such call.', { reason: 'call' });
      const result = stored.result === null ? '' : Told.parse(JSON.parse(stored.result)).text;
      return { input: stored.input, result };
    },
    async readThought(answer) {
      const thoughts = await readThoughts(pool, answer);
      if (thoughts === undefined) {
        throw new Refusal('not-found', 'Nothing was told of its thinking.', { reason: 'thought' });
      }
      return { text: thoughts.text };
    },
    async decide(userId, decision) {
      const version = await decide(changeChat, userId, decision);
      approvals.decided(decision.key);
      return { version };
    },
    answer: (userId, answer) => questions.answer(userId, answer),
    async close(drainMs) {
      stopSweeping();
      approvals.leave();
      await queue.close(drainMs);
      for (const run of hands.runs) run.handOver();
      const deadline = Date.now() + LETTING_GO_MS;
      while (hands.runs.length > 0 && Date.now() < deadline) await pause(20);
      if (hands.runs.length > 0) logger.warn({ runs: hands.runs.length }, 'runs did not let go');
      for (const unsubscribe of unsubscribes) unsubscribe();
      approvals.close();
      questions.close();
      keeper.close();
      texts.close();
    },
  };
}
