import type { ModelName, Specialist } from '../../agents/roster/agent.ts';
import { fieldWords } from '../../agents/queen/fieldWords.ts';
import { TOOL_NAMES, type ToolName } from '../../agents/tools/toolNames.ts';
import { AGENT_COLOURS, AGENT_ICONS, agentColours } from '../../shared/agentLooks.ts';
import { type Agent, mayUse } from '../../shared/contact.ts';
import type { AgentDefinition, Audience } from '../../shared/ownAgent.ts';
import type { OwnAgent } from '../store/ownAgents.ts';

/** As long as an answer of an own agent may be. */
const OUTPUT_TOKENS = 8000;

/** An own agent as its maker sees it. */
export function viewOf(own: OwnAgent, available: readonly ToolName[]): Agent {
  const { handle, name, colour, icon, about, starters, tier, tools } = own.definition;
  return {
    id: own.id,
    ...{ handle, name, icon, about, starters, tier },
    colour: agentColours[colour],
    tools: available.filter((tool) => tools.includes(tool)),
    own: {
      by: own.createdBy,
      shared: own.shared,
      ...(own.people.length > 0 && { people: own.people }),
      archived: own.archivedAt !== null,
      ...(own.trial && { trial: true as const }),
    },
  };
}

/** What everybody may know of an agent that was shared once: of one they may not use any more only what it looked like. */
export function faceOf(own: OwnAgent, available: readonly ToolName[]): Agent {
  const view = viewOf({ ...own, people: [] }, available);
  return own.shared && own.archivedAt === null ? view : { ...view, about: '', starters: [], tools: [] };
}

/** An own agent as this person may know it: who was chosen is told of themselves alone. */
export function viewFor(
  own: OwnAgent,
  { userId, available }: { userId: string; available: readonly ToolName[] },
): Agent {
  const view = viewOf(own, available);
  if (own.createdBy === userId) return view;
  return mayUse(view, userId) ? viewOf(aloneIn(own, userId), available) : faceOf(own, available);
}

/** An agent as if nobody else were chosen for it. */
export function aloneIn(own: OwnAgent, userId: string): OwnAgent {
  return { ...own, people: own.people.filter((id) => id === userId) };
}

/** Who may use an agent. */
export function audienceOf({ shared, people }: Pick<OwnAgent, 'shared' | 'people'>): Audience {
  if (shared) return { kind: 'all' };
  return people.length > 0 ? { kind: 'chosen', people } : { kind: 'me' };
}

/** What a copy of a built-in agent begins with. */
export function definitionOf(specialist: Specialist): AgentDefinition {
  const { handle, name, about, instructions, starters, tier, effort, tools } = specialist;
  const colour = AGENT_COLOURS.find((one) => agentColours[one].light === specialist.colour.light) ?? 'slate';
  const icon = AGENT_ICONS.find((one) => one === specialist.icon) ?? 'bot';
  return {
    ...{ handle, name, colour, icon, about, instructions, starters, tier, model: null, tools: [...tools] },
    ...(effort !== undefined && { effort }),
  };
}

/** An own agent as the engine asks it. */
export function specialistOf(own: OwnAgent): Specialist {
  const { instructions, model, effort, tools, about, starters } = own.definition;
  return {
    ...viewOf(own, []),
    instructions,
    // Its form was checked when it was saved.
    models: model === null ? [] : [model as ModelName],
    maxOutputTokens: OUTPUT_TOKENS,
    ...(effort !== undefined && { effort }),
    tools: TOOL_NAMES.filter((tool) => tools.includes(tool)),
    words: fieldWords([about, ...starters]),
    wordsBy: own.savedBy,
  };
}
