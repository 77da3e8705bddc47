import * as z from 'zod/mini';
import { ContactId, Id } from '../ids.ts';
import { Policy, PolicyEffect } from '../policy.ts';
import { Nothing } from './common.ts';

/** What is said for the workspace (no chat), a chat, or an agent in a chat. */
const SetPolicy = z.object({
  chatId: z.nullable(Id),
  agentId: z.nullable(ContactId),
  effect: PolicyEffect,
  policy: Policy,
});
export type SetPolicy = z.infer<typeof SetPolicy>;

/** What people may ask of when agents ask them. */
export const policyCommands = {
  /** The workspace's, and those of a chat and its agents to its members. */
  'policy:list': {
    input: z.object({ chatId: z.nullable(Id) }),
    output: z.object({ policies: z.array(SetPolicy) }),
  },
  /** Of the workspace by its admins, of a chat by its owners and admins. Null says nothing any more. */
  'policy:set': {
    input: z.extend(SetPolicy, { policy: z.nullable(Policy) }),
    output: Nothing,
  },
} as const;
