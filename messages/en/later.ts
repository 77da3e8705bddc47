import { callFields } from './callFields.ts';
import { choices } from './choices.ts';
import { connections } from './connections.ts';
import { facts } from './facts.ts';
import { localModels } from './localModels.ts';
import { ownAgents } from './ownAgents.ts';
import { prompts } from './prompts.ts';

/** The words of views that are opened seldom; fetched with them, so that the first page does not wait for them. */
export const later = { callFields, choices, connections, facts, localModels, ownAgents, prompts };
