import type * as z from 'zod';
import type { Attachment } from '../../shared/attachment.ts';
import type { Chart } from '../../shared/chart.ts';
import type { AnswerShare } from '../../shared/message.ts';
import type { CodeFinding, ToolFailure, ToolLabel, ToolWarning } from '../../shared/toolCard.ts';
import type { Trace } from '../run/tracer.ts';
import type { ToolEffect } from './effect.ts';
import type { QuestionAnswer, QuestionForm } from '../../shared/toolQuestion.ts';

/** A file that a tool has made. Its type is found out from its content where it is kept. */
export type ToolFile = { name: string; bytes: Uint8Array };

/** What became of them: kept, or not, with words for the model that say why. */
export type KeptFiles = { attachments: readonly Attachment[]; lost: readonly { name: string; why: string }[] };

/** Where something stands that the answer may cite; `quote` is the passage. */
export type ToolSource = { url: string; title: string; quote: string };

/**
 * What came of it. `text` is what the model reads. `fromOutside`: it holds words that neither we nor the person wrote, so
 * that they are marked for the model as information, and what the run does afterwards is looked at more closely. `unseen`
 * is what stood there besides and people do not see; it is looked at and goes no further. `warning` is added to it where
 * its words seem to tell the model what to do, `findings` where it made programs.
 */
export type ToolResult = (
  | {
      kind: 'done';
      text: string;
      fromOutside: boolean;
      files?: readonly ToolFile[];
      /** What became of a file of the project, line by line, for people. */
      diff?: string | undefined;
      /** The files once they are kept. */
      attachments?: readonly Attachment[] | undefined;
      sources?: readonly ToolSource[] | undefined;
      /** What people see of it below the answer. */
      chart?: Chart;
    }
  | { kind: 'failed'; failure: ToolFailure; text: string; fromOutside?: boolean | undefined }
) & {
  /** What models used for it, by whom; nothing without. */
  shares?: readonly AnswerShare[] | undefined;
  unseen?: string;
  warning?: ToolWarning | undefined;
  findings?: readonly CodeFinding[] | undefined;
};

export type ToolContext = {
  /** Aborted when a person stops the answer or its time is up. */
  signal: AbortSignal;
  /** Milliseconds since 1970. */
  now(): number;
  /** IANA, of the person who asks. */
  timeZone: string;
  language: 'en' | 'de';
  /** How far a long one is, 0 to 1, with a word on what it does. */
  progress(share: number, what?: string): void;
  /** It waits for its turn among others: its time stands still until the function is called that this gives. */
  waiting?(): () => void;
  /** Who is told of what it does, below the call. */
  trace?: Trace;
  /** Asks the person; null where they did not answer in time, or nobody can be asked. */
  ask?(form: QuestionForm): Promise<QuestionAnswer | null>;
};

/** Something an agent can do besides writing. Never throws for what its input or the world can do wrong. */
export type Tool<Input = unknown> = {
  /** Lower case, digits and underscores. */
  name: string;
  /** For the model: what it does, when to use it, what its input means. */
  about: string;
  /** `about` and `schema` are the words of a stranger: whoever is told of them has read words from outside. */
  strange?: true;
  /** What people are shown instead of its name. */
  label?: ToolLabel;
  effect: ToolEffect;
  /** What it asks is for the person alone who asked the agent, each time: nobody else can answer it for them. */
  personal?: boolean;
  /** Once it is done the person has confirmed what was understood of them; where it is not, they have not. */
  confirms?: true;
  input: z.ZodType<Input>;
  /** The JSON schema of its input as models are told of it, where that is not to be made from `input`. */
  schema?: Record<string, unknown>;
  limits: { timeMs: number; characters: number };
  /** The addresses on the web that it asks with this input. */
  reaches?(input: Input): readonly string[];
  /**
   * Writes into its input what that stands for at this moment, before people are asked: what they allow is then what is
   * done. `before` is the input as it was when they were asked already, and `stop` is why there is nothing to ask.
   */
  fix?(
    input: Input,
    before: unknown,
    context: Pick<ToolContext, 'timeZone'>,
  ): Promise<{ input: Input } | { stop: ToolResult }>;
  run(input: Input, context: ToolContext): Promise<ToolResult>;
};
