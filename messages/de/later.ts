import type { later as en } from '../en/later.ts';
import { callFields } from './callFields.ts';
import { choices } from './choices.ts';
import { connections } from './connections.ts';
import { facts } from './facts.ts';
import { localModels } from './localModels.ts';
import { ownAgents } from './ownAgents.ts';
import { prompts } from './prompts.ts';

export const later: typeof en = { callFields, choices, connections, facts, localModels, ownAgents, prompts };
