import * as z from 'zod/mini';
import { ContactId, Id } from '../ids.ts';
import { AgentDefinition, AgentVersion, Audience, OwnAgentId } from '../ownAgent.ts';
import { Nothing } from './common.ts';

const agent = z.object({ agentId: OwnAgentId });
const Number = z.int().check(z.minimum(1), z.maximum(2 ** 31 - 1));
const Saved = z.object({ number: z.int() });

/** What may be asked of agents that people make. Whoever may use one may read it; its maker, and of what is shared admins too, change it. */
export const agentCommands = {
  'agent:create': {
    input: z.object({ agentId: OwnAgentId, definition: AgentDefinition, who: Audience }),
    output: Saved,
  },
  /** `number` is of the version that was changed: refused where another one has been saved meanwhile. */
  'agent:update': {
    input: z.object({ agentId: OwnAgentId, definition: AgentDefinition, number: z.optional(Number) }),
    output: Saved,
  },
  /** The people chosen come in the place of those chosen before. */
  'agent:share': { input: z.object({ agentId: OwnAgentId, who: Audience }), output: Nothing },
  /** A built-in one too, of which copies can be made; its `number` is 0. Who may not change it is told of nobody else it is for. */
  'agent:read': {
    input: z.object({ agentId: ContactId }),
    output: z.object({ definition: AgentDefinition, number: z.int(), who: Audience, mayChange: z.boolean() }),
  },
  /** The newest first. */
  'agent:versions': { input: agent, output: z.object({ versions: z.array(AgentVersion) }) },
  /** Saves what an earlier version was as the newest. */
  'agent:restore': { input: z.object({ agentId: OwnAgentId, number: Number }), output: Saved },
  /** What can be chosen from here: tools that are set up, and the models that are offered. */
  'agent:choices': {
    input: Nothing,
    output: z.object({ tools: z.array(z.string()), models: z.array(z.string()) }),
  },
  /** Tries an agent before it is saved, in a chat of its own that only its maker sees; the same id again changes it. */
  'agent:try': {
    input: z.object({ agentId: OwnAgentId, definition: AgentDefinition }),
    output: z.object({ chatId: Id }),
  },
  /** Throws away what one has tried, with its chat. */
  'agent:discard': { input: Nothing, output: Nothing },
  /** From then on it answers nobody; with false it is back. */
  'agent:archive': { input: z.object({ agentId: OwnAgentId, on: z.boolean() }), output: Nothing },
} as const;
