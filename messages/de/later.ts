import type { later as en } from '../en/later.ts';
import { connections } from './connections.ts';
import { ownAgents } from './ownAgents.ts';
import { prompts } from './prompts.ts';

export const later: typeof en = { connections, ownAgents, prompts };
