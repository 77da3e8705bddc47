import type { ModelEvent, Round, ToolCall } from '../../providers/provider.ts';
import type { ToolEffect } from '../../tools/effect.ts';
import type { KeptFiles, ToolFile, ToolResult } from '../../tools/tool.ts';
import type { QuestionAnswer, QuestionForm } from '../../../shared/toolQuestion.ts';
import type { ToolLabel } from '../../../shared/toolCard.ts';
import type { FirstAnswer } from '../../../shared/message.ts';
import type { Share, Spent } from '../../models/budget/spent.ts';

/** A source that a model's provider names by itself. */
export type NamedSource = Extract<ModelEvent, { type: 'source' }>['source'];

/** Words that a person added while the answer is made; `own` where it is made for them. */
export type Steer = { by: string; text: string; own: boolean };

/**
 * A model's turn that ended in calls, kept before any of them is executed, so that no model is asked for it again; or one
 * without, after which people had added something.
 */
export type RecordedTurn = {
  text: string;
  /** Its model wrote more, which nobody may see. */
  heldBack?: boolean | undefined;
  calls: readonly ToolCall[];
  kept: Round['kept'];
  /** Who was asked for it; its `kept` goes back to nobody else. */
  by: { provider: string; model: string };
  spent: Spent;
  /** By whom, tries that failed among them; older records do not say, and then it was who was asked. */
  shares?: readonly Share[] | undefined;
  /** What its provider named, in its order; they count among what the answer cites by number. */
  sources?: readonly NamedSource[];
};

/** An answer that another takes the place of, and what its last turn used, which is recorded nowhere else. */
export type FirstAnswered = { answer: FirstAnswer; shares: readonly Share[] };

type Called = { key: string; tool: string; label?: ToolLabel; input: unknown };

/**
 * `begun` before a tool is executed, `ended` with what came of it; both under the same key. `asking`: a person was to
 * answer it something.
 */
export type RecordedCall =
  | (Called & { state: 'begun'; asking?: true })
  | (Called & { state: 'ended'; result: ToolResult });

/** What is known of a call from before: `asked` where people were asked for it, and it was not begun. */
export type KnownCall = RecordedCall | (Called & { state: 'asked' });

/** What is about to be done, for those who may forbid it: the input is the very one the tool will be given. */
export type AskedCall = Called & {
  effect: ToolEffect;
  /** Only the person in whose name it is done can allow it. */
  personal: boolean;
  /** IANA, of the person who asks: times without a place in the input are meant there. */
  timeZone: string;
  /** Words from outside were read before the model asked for this. */
  tainted: boolean;
  /** Addresses it would ask that nobody had written before the model did. */
  unseen: readonly string[];
};

/** Asks a person what a call that runs wants to know; null where they did not answer in time, or it was stopped. */
export type AskPerson = (call: Called, form: QuestionForm, signal: AbortSignal) => Promise<QuestionAnswer | null>;

/** What people see of a call. The same key again replaces what they saw of it, as after a crash. */
export type CallCard = Called & {
  state:
    | { kind: 'begun' }
    | { kind: 'progress'; share: number; what: string }
    /** The step was stopped meanwhile. */
    | { kind: 'stopped' }
    | { kind: 'ended'; result: ToolResult };
};

/**
 * What the loop needs of the world. Keys are the same whenever a step is done again: `step/round` of a turn and
 * `step/round/position` of a call. What a port throws ends the loop with that error, and nothing is executed after it.
 */
export type LoopPorts = {
  /** Asks the person the step is for, while a call runs; nobody can be asked without it. */
  ask?: AskPerson;
  recordedTurn(key: string): Promise<RecordedTurn | null>;
  /** The first under a key counts: throws where there is one, which is another process doing the same step. */
  recordTurn(key: string, turn: RecordedTurn): Promise<void>;
  /**
   * What people added before the turn of this key: the same whenever it is asked, and where the turn is `open`, what came
   * since as well, which from now on belongs to it.
   */
  steered(key: string, open: boolean): Promise<readonly Steer[]>;
  /**
   * An answer that failed its checks is given anew: kept, so that it happens once, and people see `text` in the place of
   * all they saw.
   */
  answerAnew(first: FirstAnswered, text: string): Promise<void>;
  /** Keeps what a step used that is recorded neither here nor with a turn or a call, in the place of what was kept before. */
  keepSpent(shares: readonly Share[]): Promise<void>;
  recorded(key: string): Promise<KnownCall | null>;
  record(call: RecordedCall): Promise<void>;
  /** May take as long as people take; after an abort nobody waits for it. Asked again after a crash, with the same key. */
  allow(call: AskedCall, signal: AbortSignal): Promise<'allowed' | { denied: string }>;
  /** Keeps what a tool made, before its result is recorded. */
  keepFiles(files: readonly ToolFile[]): Promise<KeptFiles>;
  callState(card: CallCard): void;
};

/** What of it outlives the process. */
export type StepRecords = Omit<LoopPorts, 'callState'>;
