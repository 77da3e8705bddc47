import * as z from 'zod/mini';
import { ContactId, Id } from './ids.ts';
import { ToolWarning } from './toolCard.ts';

/** Whose a connected server is: only mine, or all people's of the workspace. */
export const ForWhom = z.enum(['me', 'workspace']);
export type ForWhom = z.infer<typeof ForWhom>;

/** Why a server could not be used: its address may not be asked, nobody answers, too late, or it said no. */
export const ConnectionFailure = z.enum(['refused', 'unreachable', 'timeout', 'failed', 'unreadable-key']);
export type ConnectionFailure = z.infer<typeof ConnectionFailure>;

/** How it last went with a server; times are milliseconds since 1970. */
export const ConnectionState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('connected'), at: z.int() }),
  /** A person has to sign in there. */
  z.object({ kind: z.literal('sign-in'), at: z.int() }),
  z.object({ kind: z.literal('failed'), at: z.int(), failure: ConnectionFailure, detail: z.string() }),
]);
export type ConnectionState = z.infer<typeof ConnectionState>;

/** A server whose tools agents may use, as people see it: what it is signed in with never leaves our server. */
export const Connection = z.object({
  id: Id,
  name: z.string(),
  kind: z.enum(['http', 'stdio']),
  /** Where it is, without what could be a secret in it. */
  address: z.string(),
  forWhom: ForWhom,
  /** Whether I may change it. */
  mine: z.boolean(),
  /** It is believed what it says of its tools: those that only read are used without asking. */
  trusted: z.boolean(),
  signedInBy: z.enum(['nothing', 'token', 'account']),
  state: ConnectionState,
  tools: z.int(),
  /** Tools that were granted and are another now. */
  changed: z.int(),
});
export type Connection = z.infer<typeof Connection>;

/** What a tool is told when it is called; `kind` in the words of schemas, as in `string`. */
export const ToolParameter = z.object({
  name: z.string(),
  kind: z.string(),
  about: z.string(),
  required: z.boolean(),
});
export type ToolParameter = z.infer<typeof ToolParameter>;

/** A tool of a connected server, with the agents that may use it; `changed` since that was said. */
export const ConnectionTool = z.object({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  /** As its server says. */
  readOnly: z.boolean(),
  destructive: z.boolean(),
  parameters: z.array(ToolParameter),
  /** What of its server's words seems to tell agents what to do. */
  warning: z.nullable(ToolWarning),
  /** Stands for all that the server says of it. */
  hash: z.string(),
  agents: z.array(z.object({ agentId: ContactId, changed: z.boolean() })),
});
export type ConnectionTool = z.infer<typeof ConnectionTool>;

/** Words that a connected server has ready for people (a prompt), with the blanks they fill in. */
export const ConnectionPrompt = z.object({
  connectionId: Id,
  server: z.string(),
  /** As its server calls it. */
  name: z.string(),
  title: z.string(),
  about: z.string(),
  blanks: z.array(z.object({ name: z.string(), label: z.string(), hint: z.string(), required: z.boolean() })),
});
export type ConnectionPrompt = z.infer<typeof ConnectionPrompt>;

/** What a prompt has become; `outside` where nobody has said that its server is to be believed. */
export const PromptWords = z.object({ text: z.string(), outside: z.boolean(), warning: z.nullable(ToolWarning) });
export type PromptWords = z.infer<typeof PromptWords>;
