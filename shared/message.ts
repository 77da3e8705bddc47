import * as z from 'zod/mini';
import { Appointment } from './appointment.ts';
import { Attachment } from './attachment.ts';
import { Effort } from './effort.ts';
import { Chart } from './chart.ts';
import { ContactId, Id } from './ids.ts';
import { Poll } from './poll.ts';
import { Question } from './question.ts';
import { clean } from './text.ts';
import { Source, ToolCard } from './toolCard.ts';

/** Longest text of one message, in UTF-16 code units; answers of agents may be longer. */
export const MESSAGE_LENGTH = 64_000;

/** What a person may send: not blank. */
export const MessageText = z.string().check(clean, z.maxLength(MESSAGE_LENGTH), z.regex(/\S/));

export const SenderKind = z.enum(['user', 'agent']);
export type SenderKind = z.infer<typeof SenderKind>;

/**
 * `streaming` until the agent's step ends; `stopped` by a person; `cut` by the provider before its end (can be
 * continued); `failed` with `failure` saying why.
 */
export const MessageStatus = z.enum(['complete', 'streaming', 'stopped', 'cut', 'failed']);
export type MessageStatus = z.infer<typeof MessageStatus>;

/** Why an agent's answer failed, worded by the interface. */
export const AnswerFailure = z.enum([
  'no-model',
  'no-local-model',
  'rate-limited',
  'out-of-credit',
  'overloaded',
  'unreachable',
  'timeout',
  'bad-key',
  'refused',
  'too-long',
  'cut-short',
  'over-budget',
  'interrupted',
  'internal',
]);
export type AnswerFailure = z.infer<typeof AnswerFailure>;

/** An answer that another took the place of; `flaw` is read as a `Flaw`, `shown` where people had seen any of it. */
export const FirstAnswer = z.object({
  provider: z.string(),
  model: z.string(),
  flaw: z.string(),
  shown: z.boolean(),
  costMicros: z.nullable(z.number()),
});
export type FirstAnswer = z.infer<typeof FirstAnswer>;

/** What one model used of an answer; `agentId` where it did so as another agent than the one that answers. */
export const AnswerShare = z.object({
  provider: z.string(),
  model: z.string(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.nullable(z.number()),
  agentId: z.optional(ContactId),
});
export type AnswerShare = z.infer<typeof AnswerShare>;

/** How an answer was made; shown on demand. Costs are millionths of a US dollar; null when the price is not known. */
export const AnswerFacts = z.object({
  provider: z.string(),
  model: z.string(),
  /** True when the built-in demo answered in place of a model. */
  demo: z.boolean(),
  durationMs: z.number(),
  firstTokenMs: z.nullable(z.number()),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costMicros: z.nullable(z.number()),
  /** Why this model answered; read by `readBecause`. */
  because: z.optional(z.string()),
  /** Who answered before, whose answer failed its checks; what it used counts in the numbers above. */
  first: z.optional(FirstAnswer),
  /** Who used which part of the numbers above, where others than the model it names had one; together they are those. */
  shares: z.optional(z.array(AnswerShare)),
  /** How much its model was told to think. */
  effort: z.optional(Effort),
  /** Most of a limit that holds for it was spent when it ended. */
  nearLimit: z.optional(z.literal(true)),
});
export type AnswerFacts = z.infer<typeof AnswerFacts>;

/** Those who reacted with one emoji, the first first. */
export const Reaction = z.object({ emoji: z.string(), contactIds: z.array(ContactId) });
export type Reaction = z.infer<typeof Reaction>;

/** What a page that the text links to says of itself; fetched by the server. */
export const LinkPreview = z.object({
  url: z.string(),
  title: z.string(),
  description: z.string(),
  site: z.string(),
  /** The page's picture, kept by this server. */
  imageId: z.nullable(Id),
});
export type LinkPreview = z.infer<typeof LinkPreview>;

/** What people may add to one answer while it is made: so many times, and so long each, in UTF-16 code units. */
export const STEERS = { most: 20, length: 2_000 } as const;

/** What a person added to an answer while it was made; `taken` once its agent has read it. */
export const Steer = z.object({ id: Id, by: ContactId, text: z.string(), at: z.int(), taken: z.boolean() });
export type Steer = z.infer<typeof Steer>;

/** What most messages do not have; absent where it is not there. */
export const MessageExtras = z.object({
  attachments: z.optional(z.array(Attachment)),
  poll: z.optional(Poll),
  appointment: z.optional(Appointment),
  preview: z.optional(LinkPreview),
  /** In the order in which their emojis came. */
  reactions: z.optional(z.array(Reaction)),
  /** Written in another chat before. */
  forwarded: z.optional(z.literal(true)),
  /** What its agent did for it besides writing, in the order in which it began. */
  cards: z.optional(z.array(ToolCard)),
  /** What its agent had drawn, in the order in which it was done. */
  charts: z.optional(z.array(Chart)),
  /** What it cites, by number. */
  sources: z.optional(z.array(Source)),
  steers: z.optional(z.array(Steer)),
  /** Whom its agent wants to pass the request on to, as soon as a person says so. */
  passOn: z.optional(z.object({ to: ContactId })),
  /** Its model told of its thinking, which `thought:read` has. */
  thought: z.optional(z.object({ ms: z.number(), characters: z.int() })),
  /** It ends by asking somebody. */
  question: z.optional(Question),
});
export type MessageExtras = z.infer<typeof MessageExtras>;

export const Message = z.extend(MessageExtras, {
  id: Id,
  chatId: Id,
  /** Position in the chat, 1, 2, 3 …, without gaps. */
  seq: z.int(),
  /** The chat's version at which this row last changed. */
  version: z.int(),
  senderId: ContactId,
  senderKind: SenderKind,
  text: z.string(),
  status: MessageStatus,
  /** Ids of the contacts mentioned; `all` for `@all`. */
  mentions: z.array(z.string()),
  replyTo: z.nullable(Id),
  /** The run that writes or wrote this answer; null on people's messages. */
  runId: z.nullable(Id),
  /** Grows by one whenever the answer is begun anew; deltas of older epochs are void. */
  epoch: z.int(),
  failure: z.nullable(AnswerFailure),
  facts: z.nullable(AnswerFacts),
  createdAt: z.int(),
  /** Null while nothing was edited; milliseconds since 1970 otherwise. */
  editedAt: z.nullable(z.int()),
  deletedAt: z.nullable(z.int()),
  /** What is stored of it is broken: it stands in its place as deleted ones do. */
  unreadable: z.optional(z.literal(true)),
});
export type Message = z.infer<typeof Message>;

/** A piece of streamed text: stands at `offset` (UTF-16 units) of the answer's text in that epoch. */
export const Delta = z.object({
  chatId: Id,
  messageId: Id,
  epoch: z.int(),
  offset: z.int(),
  text: z.string(),
  /** The model told of its thinking for it, which `thought:watch` has. */
  thought: z.optional(z.literal(true)),
});
export type Delta = z.infer<typeof Delta>;
