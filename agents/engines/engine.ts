import type { ModelChoice } from '../../shared/modelChoice.ts';
import type { AnswerFacts, AnswerFailure } from '../../shared/message.ts';
import type { StepState, StepTool } from '../../shared/run.ts';
import type { Source } from '../../shared/toolCard.ts';
import type { Share } from '../models/budget/spent.ts';
import type { Summarised, SummaryOrder } from '../memory/summary.ts';
import type { Choice } from '../queen/rules.ts';
import type { Thoughts } from '../run/thoughts.ts';
import type { FirstAnswered, StepRecords } from '../run/loop/ports.ts';
import type { Trace } from '../run/tracer.ts';

/**
 * A message before the request, oldest first; `name` is what the chat calls its sender. `outside`: words from outside the
 * chat stand in it, or were read for it.
 */
export type ContextMessage = {
  senderId: string;
  senderKind: 'user' | 'agent';
  name: string;
  text: string;
  outside?: boolean;
  /** Its place in the chat. */
  seq?: number;
};

/** What a chat's summary tells, of all messages from one to another. */
export type SummaryTold = {
  text: string;
  fromSeq: number;
  uptoSeq: number;
  /** Words from outside the chat stood in some of them. */
  outside: boolean;
  /** Who wrote them. */
  senders: readonly string[];
};

/** What is known of a chat besides the messages of `context`: of all that was said each is there, summarised or counted. */
export type ChatMemory = {
  /** What was said before is forgotten by the wish of people; nothing here has any of it. */
  forgotten: boolean;
  summary: SummaryTold | null;
  /** The messages before `context`, summarised or not; null where there are none. */
  unread: { fromSeq: number; uptoSeq: number } | null;
};

/** Who goes on with a request, and what is left to do; `held` until a person says so. */
export type HandOver = { to: string; task: string; held?: true | undefined };

/**
 * `sources` are what the text cites by number; `thoughts` what its model told of its thinking, for people alone. `tainted`:
 * words that neither the agent nor the person it works for wrote were read for it; false once they are gone with its text.
 * A whole answer is without facts only where it was recorded in an earlier run, which has paid for it.
 */
export type StepResult =
  | {
      kind: 'complete';
      text: string;
      facts: AnswerFacts | null;
      sources?: readonly Source[] | undefined;
      thoughts?: Thoughts | undefined;
      tainted?: boolean | undefined;
      handOver?: HandOver | undefined;
      /** Its text ends with a question to the person who asked, who may choose from these. */
      question?: { choices: readonly string[] } | undefined;
      /** The poll that stands in its text may be posted; otherwise its block is text like any other. */
      posts?: true | undefined;
    }
  | {
      kind: 'cut';
      text: string;
      facts: AnswerFacts | null;
      failure: AnswerFailure;
      sources?: readonly Source[] | undefined;
      thoughts?: Thoughts | undefined;
      tainted?: boolean | undefined;
    }
  | {
      kind: 'stopped';
      text: string;
      facts: AnswerFacts | null;
      sources?: readonly Source[] | undefined;
      thoughts?: Thoughts | undefined;
      tainted?: boolean | undefined;
    }
  /** With facts where something was paid for all the same. */
  | { kind: 'failed'; text: string; failure: AnswerFailure; facts?: AnswerFacts | undefined };

/** One agent's turn; with `recorded` it ended before (the process died since) and is not done again. */
export type StepOrder = {
  stepId: string;
  agentId: string;
  messageId: string;
  /** Text people have seen of it already; the answer goes on from there. */
  soFar: string;
  /** Words from outside were read before that was written, by another step. */
  outside?: boolean;
  /** People added something to it before it was taken into hand. */
  steered?: boolean;
  /** An answer that failed its checks, and that is given anew. */
  first?: FirstAnswered | null;
  /** What was kept of what it used where it was left to this process. */
  spent?: readonly Share[] | null;
  /** Who handed its agent the request, in this run or one before. */
  handed?: { by: string; task: string } | null;
  /** What a person wants it to be given by. */
  choice?: ModelChoice | null;
  recorded: StepResult | null;
};

/**
 * `outside`: some of its words were set by somebody who is neither the asker nor manages it; `localOnly`: nothing of it goes
 * to a model that is not on a machine of the owner.
 */
export type OrderedChat = {
  kind: 'direct' | 'group' | 'project';
  title: string;
  goal: string;
  instructions: string;
  outside?: boolean;
  localOnly?: boolean;
};

/** Everything an engine needs to know of a run; it reads nothing else. */
export type RunOrder = {
  runId: string;
  chatId: string;
  request: { messageId: string; senderId: string; senderName: string; text: string; outside?: boolean };
  /** In whose name the agents act; the time zone is IANA. */
  asker: { id: string; timeZone: string };
  context: readonly ContextMessage[];
  /** Where there is more than `context`. */
  memory?: ChatMemory;
  chat: OrderedChat;
  /** The agents of the chat: whom the queen may choose from, and whom the others know as colleagues. */
  agentIds: readonly string[];
  steps: readonly StepOrder[];
  /** False: no agent here was granted a tool of a connected server, and so none need be looked for. */
  connected?: boolean;
  /** True while it is not decided who answers: the queen chooses first. */
  undecided: boolean;
  /** Null: the queen judges whether one combined answer is wanted; otherwise what was recorded. */
  consolidation: StepOrder | null;
};

/** What an engine does to the world. All effects are idempotent and fenced by the run's epoch behind this port. */
export interface RunPorts {
  /** The queen's choice becomes rows and placeholders; nobody when `agentIds` is empty. */
  chosen(choice: Choice): Promise<readonly StepOrder[]>;
  /** Makes the placeholder of the queen's consolidated answer. */
  consolidating(): Promise<StepOrder>;
  /** Makes the step of whom the request was handed to; null where they are not in the chat any more. */
  handedOver(agentId: string): Promise<StepOrder | null>;
  /** `tool` with `using` and `waiting`. */
  state(step: StepOrder, state: StepState, tool?: StepTool): void;
  /** Appends to the text that people see. */
  write(step: StepOrder, text: string): void;
  /** Where what its model tells of its thinking can be read while it thinks: `soFar` only grows. */
  thinks?(step: StepOrder, soFar: () => string): void;
  finish(step: StepOrder, result: StepResult): Promise<void>;
  /** What is kept of a step's turns and calls, so that doing it again executes nothing twice, and who may forbid them. */
  records(step: StepOrder): StepRecords;
  /** Aborted when a person stops this step or the run, or, with the reason HANDOVER, when the process goes down. */
  signal(step: StepOrder): AbortSignal;
  /** The same for the run as a whole, for what happens before its steps are known. */
  runSignal(): AbortSignal;
  /**
   * The place in the chat of the newest request after which its asker confirmed to this agent what it understood of them,
   * as long as that holds; null where they have not.
   */
  confirmedUpto?(agentId: string): Promise<number | null>;
  /** Who is told of what is done in this run. */
  readonly trace?: Trace;
}

/**
 * The `reason` of an abort by which a process that goes down hands its work over: steps under way end without `finish`,
 * and whoever takes the run next goes on from their text.
 */
export const HANDOVER = 'handover';

/** `done`: at least one answer is complete, or nobody answered; `failed`: none is and not because of a person. */
export type RunOutcome = 'done' | 'failed' | 'stopped' | 'handed-over';

/** Executes a run to its end. Steps already recorded are skipped, so calling it again after a crash is safe. */
export interface Engine {
  readonly id: string;
  execute(order: RunOrder, ports: RunPorts): Promise<RunOutcome>;
  /** Makes one summary of an earlier one and what was said since, after what people wait for. */
  summarise?(order: SummaryOrder, signal: AbortSignal): Promise<Summarised>;
}
