import * as z from 'zod/mini';
import { Connection, ConnectionPrompt, ConnectionTool, ForWhom, PromptWords } from '../connection.ts';
import { ContactId, Id } from '../ids.ts';
import { clean, cleanedName } from '../text.ts';
import { Nothing } from './common.ts';

const Name = z.string().check(cleanedName, z.minLength(1), z.maxLength(60));
const Url = z.string().check(clean, z.trim(), z.minLength(1), z.maxLength(2_000), z.regex(/^https?:\/\/[^\s]+$/i));
/** Printable signs of one line: it goes into a header. */
const Token = z.string().check(z.trim(), z.maxLength(4_000), z.regex(/^[!-~]*$/));
const Called = z.string().check(clean, z.minLength(1), z.maxLength(256));
const Blank = z.string().check(clean, z.maxLength(4_000));
const Word = z.string().check(clean, z.maxLength(1_000));

/** How to get to a server; an empty token is none. */
export const NewConnection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('http'), url: Url, token: Token }),
  z.object({
    kind: z.literal('stdio'),
    command: Word.check(z.minLength(1)),
    args: z.array(Word).check(z.maxLength(50)),
    env: z.record(z.string().check(z.regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.maxLength(100)), Word),
  }),
]);
export type NewConnection = z.infer<typeof NewConnection>;

const One = z.object({ connection: Connection });

/**
 * What people may ask of the servers that agents are connected to (MCP). The workspace's, and all that run as programs
 * here, are for admins to change; everything else for who added it.
 */
export const connectionCommands = {
  /** The workspace's and my own; `stdio` where programs of the server may be connected by me. */
  'mcp:list': { input: Nothing, output: z.object({ connections: z.array(Connection), stdio: z.boolean() }) },
  /** Looks at once whether it answers. */
  'mcp:add': { input: z.object({ name: Name, forWhom: ForWhom, to: NewConnection }), output: One },
  /** An empty token takes the stored one away. */
  'mcp:update': {
    input: z.object({
      connectionId: Id,
      name: z.optional(Name),
      trusted: z.optional(z.boolean()),
      token: z.optional(Token),
    }),
    output: One,
  },
  'mcp:remove': { input: z.object({ connectionId: Id }), output: Nothing },
  /** Connects anew and lists its tools. */
  'mcp:refresh': { input: z.object({ connectionId: Id }), output: One },
  /** Where to go to sign in with an account there; the answer comes back to the server in this session alone. */
  'mcp:authorize': { input: z.object({ connectionId: Id }), output: z.object({ url: z.string() }) },
  'mcp:tools': { input: z.object({ connectionId: Id }), output: z.object({ tools: z.array(ConnectionTool) }) },
  /** Lets an agent use a tool as the person saw it, which `hash` stands for, or no longer. */
  'mcp:grant': {
    input: z.object({
      connectionId: Id,
      tool: Called,
      agentId: ContactId,
      hash: z.string().check(z.maxLength(64), z.regex(/^[\w-]*$/)),
      on: z.boolean(),
    }),
    output: Nothing,
  },
  /** Those of all servers that answer; the names of the others are in `silent`. */
  'mcp:prompts': {
    input: Nothing,
    output: z.object({ prompts: z.array(ConnectionPrompt), silent: z.array(z.string()) }),
  },
  /** The words of one, with what was written into its blanks. */
  'mcp:prompt': {
    input: z.object({ connectionId: Id, name: Called, values: z.record(Called, Blank) }),
    output: PromptWords,
  },
} as const;
