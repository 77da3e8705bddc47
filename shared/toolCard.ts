import * as z from 'zod/mini';
import { ContactId } from './ids.ts';
import { ToolQuestion } from './toolQuestion.ts';
import { Terms } from './terms.ts';

/** Why a tool did not do what it was called for; `unanswered`: it was cut off while a person was to answer it. */
export const ToolFailure = z.enum([
  'bad-input',
  'not-found',
  'not-allowed',
  'too-large',
  'timeout',
  'unreachable',
  'refused',
  'rate-limited',
  'no-key',
  'over-budget',
  'unanswered',
  'failed',
]);
export type ToolFailure = z.infer<typeof ToolFailure>;

/** `waiting` for a person to allow it; `stopped` with its answer, before it came to anything. */
export const ToolCardState = z.enum(['running', 'waiting', 'done', 'failed', 'stopped']);
export type ToolCardState = z.infer<typeof ToolCardState>;

/** Longest beginning of what a tool was given, and of what came of it, on a card; in UTF-16 code units. */
export const CARD_INPUT_LENGTH = 400;
export const CARD_RESULT_LENGTH = 600;
/** Longest beginning of what became of a file. */
export const CARD_DIFF_LENGTH = 2_000;

/** What people are shown instead of a tool's name: what it calls itself, and the connected server it is of. */
export const ToolLabel = z.object({ title: z.string(), from: z.string() });
export type ToolLabel = z.infer<typeof ToolLabel>;

/** Why the yes that a call needs cannot come: there are not so many people, or none who manages the chat or asked. */
export const Unattainable = z.enum(['too-few', 'no-admin', 'no-asker']);
export type Unattainable = z.infer<typeof Unattainable>;

/** What a person is asked before it is done, and what they said; `hash` stands for the tool and its very input. */
export const ToolApproval = z.object({
  hash: z.string(),
  /** Words from outside were read before the agent asked for this. */
  tainted: z.boolean(),
  /** IANA: what times without a place are meant in. */
  timeZone: z.optional(z.string()),
  expiresAt: z.int(),
  /** Whose yes it needs; absent in what was asked before there was a choice. */
  terms: z.optional(Terms),
  /** Who said yes so far. */
  votes: z.optional(z.array(ContactId)),
  /** `by` is who decided it in the end, and is null where nobody did in time, or nobody could any more. */
  decision: z.nullable(
    z.object({
      by: z.nullable(ContactId),
      allowed: z.boolean(),
      reason: z.string(),
      why: z.optional(Unattainable),
    }),
  ),
});
export type ToolApproval = z.infer<typeof ToolApproval>;

/**
 * How words from outside speak to an agent: they give it `orders`, pretend to be another `speaker`, have it `carry` out
 * what it knows, or do so where people don't see it (`hidden`) or in signs they don't read (`encoded`).
 */
export const WarningKind = z.enum(['orders', 'speaker', 'carry', 'hidden', 'encoded']);
export type WarningKind = z.infer<typeof WarningKind>;

/** Longest passage of a warning; in UTF-16 code units. */
export const WARNING_LENGTH = 240;

/** What a tool brought seems to tell the agent what to do; `passage` are its words. */
export const ToolWarning = z.object({ kind: WarningKind, passage: z.string() });
export type ToolWarning = z.infer<typeof ToolWarning>;

/** What a program does by its words: `evaluation` runs text as code, `obfuscation` such as is written so that nobody reads it. */
export const CodeFindingKind = z.enum(['network', 'process', 'evaluation', 'deletion', 'credentials', 'obfuscation']);
export type CodeFindingKind = z.infer<typeof CodeFindingKind>;

/** Most of them on a card. */
export const CODE_FINDINGS = 12;

/** Where it does so; `text` are the words there, `file` the one it stands in where it is not what was run. */
export const CodeFinding = z.object({
  kind: CodeFindingKind,
  line: z.int(),
  text: z.string(),
  file: z.optional(z.string()),
});
export type CodeFinding = z.infer<typeof CodeFinding>;

/** A thing that an agent did for its answer besides writing, in short; `call:read` has all of it. */
export const ToolCard = z.object({
  /** The same for as long as the answer is written, over crashes too. */
  key: z.string(),
  /** The tool's name, as in `search_web`. */
  tool: z.string(),
  /** Absent for tools of our own. */
  label: z.optional(ToolLabel),
  state: ToolCardState,
  /** The beginning of its input, JSON. */
  input: z.string(),
  /** The beginning of what came of it, as its agent reads it; empty until then. */
  result: z.string(),
  /** The beginning of what became of a file, line by line as in a unified diff. */
  diff: z.optional(z.string()),
  failure: z.nullable(ToolFailure),
  startedAt: z.int(),
  endedAt: z.nullable(z.int()),
  /** Absent where nobody had to be asked. */
  approval: z.optional(ToolApproval),
  warning: z.optional(ToolWarning),
  /** Of the program that it runs, and of those that it made. */
  findings: z.optional(z.array(CodeFinding)),
  /** What it wants to know of the person it runs for, while it waits for that. */
  question: z.optional(ToolQuestion),
});
export type ToolCard = z.infer<typeof ToolCard>;

/** What an answer cites as `[number]`; `quote` is the passage, empty where only the page is known. */
export const Source = z.object({ number: z.int(), url: z.string(), title: z.string(), quote: z.string() });
export type Source = z.infer<typeof Source>;

/** Whether a person has to say yes or no before this goes on. */
export function isUndecided({ state, approval }: Pick<ToolCard, 'state' | 'approval'>): boolean {
  return state === 'waiting' && approval?.decision === null;
}
