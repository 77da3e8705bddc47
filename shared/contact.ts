import * as z from 'zod/mini';
import { ContactId, Id } from './ids.ts';
import { cleanedName } from './text.ts';

export const UserRole = z.enum(['admin', 'member']);
export type UserRole = z.infer<typeof UserRole>;

/** A person of the workspace as every other person may see them. */
export const User = z.object({
  id: Id,
  name: z.string(),
  image: z.nullable(z.string()),
  role: UserRole,
});
export type User = z.infer<typeof User>;

export const Tier = z.enum(['edge', 'cloud', 'premium']);
export type Tier = z.infer<typeof Tier>;

/** An agent as people see it; its instructions and models stay on the server. */
export const Agent = z.object({
  id: ContactId,
  /** What people type after `@`, lower case. */
  handle: z.string(),
  name: z.string(),
  /** Hex colours for its name and edge, readable at 4.5:1 wherever a name stands in that theme. */
  colour: z.object({ light: z.string(), dark: z.string() }),
  /** Name of a lucide icon, kebab-case. */
  icon: z.string(),
  about: z.string(),
  starters: z.array(z.string()),
  tier: Tier,
  /** The names of what it can use here. */
  tools: z.optional(z.readonly(z.array(z.string()))),
  /** Of agents that a person made. */
  own: z.optional(
    z.object({
      by: Id,
      /** Everybody may use it, and not only its maker and the people chosen. */
      shared: z.boolean(),
      /** Whom its maker chose to use it besides, where they did; who is chosen is told of nobody else. */
      people: z.optional(z.readonly(z.array(Id))),
      /** It answers nobody any more, but what it wrote stays. */
      archived: z.boolean(),
      /** Its maker tries it out before it is saved. */
      trial: z.optional(z.literal(true)),
    }),
  ),
});
export type Agent = z.infer<typeof Agent>;

/** Whether an agent is there for this person, be it archived or not. */
export function isFor({ own }: Pick<Agent, 'own'>, userId: string): boolean {
  return own === undefined || own.shared || own.by === userId || own.people?.includes(userId) === true;
}

/** Whether this person may write to an agent, mention it and let it answer. */
export function mayUse(agent: Pick<Agent, 'own'>, userId: string): boolean {
  return agent.own?.archived !== true && isFor(agent, userId);
}

/** The workspace's own id as a sender of consolidated answers. */
export const QUEEN_ID = 'queen';

export const ContactName = z.string().check(cleanedName, z.minLength(1), z.maxLength(80));
