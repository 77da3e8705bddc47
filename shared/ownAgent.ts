import * as z from 'zod/mini';
import { AGENT_COLOURS, AGENT_ICONS } from './agentLooks.ts';
import { ContactName, Tier } from './contact.ts';
import { Effort } from './effort.ts';
import { Id, newId } from './ids.ts';
import { clean, cleanedName } from './text.ts';

/** Of an agent that a person made: neither a person's id nor a built-in's can look like this. */
export const OwnAgentId = z
  .string()
  .check(z.regex(/^own-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/));
export type OwnAgentId = z.infer<typeof OwnAgentId>;

export function newOwnAgentId(): OwnAgentId {
  return `own-${newId()}`;
}

/** Most agents of one person, those that were deleted aside. */
export const OWN_AGENTS = 50;
/** Most that one person ever made. */
export const EVER_MADE = 200;
/** Most that are shared in a workspace. */
export const SHARED_AGENTS = 300;
/** So many versions of an agent are kept. */
export const KEPT_VERSIONS = 30;
export const STARTERS = 4;
/** Most people that are chosen for one agent. */
export const CHOSEN_PEOPLE = 100;

/** Who may use an agent: its maker alone, with the people they chose, or everybody of the workspace. */
export const Audience = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('me') }),
  z.object({
    kind: z.literal('chosen'),
    people: z.readonly(z.array(Id).check(z.minLength(1), z.maxLength(CHOSEN_PEOPLE))),
  }),
  z.object({ kind: z.literal('all') }),
]);
export type Audience = z.infer<typeof Audience>;

/** What people type after `@`. */
export const AgentHandle = z.string().check(z.minLength(2), z.maxLength(32), z.regex(/^[a-z0-9]+(?:[-_][a-z0-9]+)*$/));
export const AgentAbout = z.string().check(cleanedName, z.maxLength(200));
export const AgentInstructions = z.string().check(clean, z.trim(), z.minLength(1), z.maxLength(8000));
export const AgentStarter = z.string().check(cleanedName, z.minLength(1), z.maxLength(140));

/** Everything that people decide of an agent they make. */
export const AgentDefinition = z.object({
  handle: AgentHandle,
  name: ContactName,
  colour: z.enum(AGENT_COLOURS),
  icon: z.enum(AGENT_ICONS),
  /** One line for people, by which the others of a chat know it too. */
  about: AgentAbout,
  instructions: AgentInstructions,
  starters: z.array(AgentStarter).check(z.maxLength(STARTERS)),
  tier: Tier,
  /** The one that is asked first, by provider, as in `ollama/…`; null leaves it to the router. */
  model: z.nullable(z.string().check(z.maxLength(200), z.regex(/^[a-z0-9-]+\/\S+$/))),
  /** How much its model is told to think, where it can be; absent leaves it to the difficulty of the request. */
  effort: z.optional(Effort),
  /** The names of what it may use, as far as that is set up. */
  tools: z.array(z.string().check(z.regex(/^[a-z0-9_]{1,40}$/))).check(z.maxLength(50)),
});
export type AgentDefinition = z.infer<typeof AgentDefinition>;

/** An agent as it was saved once. */
export const AgentVersion = z.object({
  number: z.int(),
  definition: AgentDefinition,
  savedBy: Id,
  savedAt: z.int(),
});
export type AgentVersion = z.infer<typeof AgentVersion>;
