import type { ModelName, Specialist } from '../../agents/roster/agent.ts';
import { fieldWords } from '../../agents/queen/fieldWords.ts';
import { TOOL_NAMES, type ToolName } from '../../agents/tools/toolNames.ts';
import { AGENT_COLOURS, AGENT_ICONS, agentColours } from '../../shared/agentLooks.ts';
import type { Agent } from '../../shared/contact.ts';
import type { AgentDefinition } from '../../shared/ownAgent.ts';
import type { OwnAgent } from '../store/ownAgents.ts';

/** As long as an answer of an own agent may be. */
const OUTPUT_TOKENS = 8000;

/** An own agent as its maker sees it, and whoever may use it. */
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
      archived: own.archivedAt !== null,
      ...(own.trial && { trial: true as const }),
    },
  };
}

/** What everybody may know of an agent that was shared once: of one they may not use any more only what it looked like. */
export function faceOf(own: OwnAgent, available: readonly ToolName[]): Agent {
  const view = viewOf(own, available);
  return own.shared && own.archivedAt === null ? view : { ...view, about: '', starters: [], tools: [] };
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
