import { agentCommands } from './commands/agents.ts';
import { budgetCommands } from './commands/budgets.ts';
import { calendarCommands } from './commands/calendars.ts';
import { connectionCommands } from './commands/connections.ts';
import { figureCommands } from './commands/figures.ts';
import { inviteCommands } from './commands/invites.ts';
import { localModelCommands } from './commands/localModels.ts';
import { memberCommands } from './commands/members.ts';
import { memoryCommands } from './commands/memory.ts';
import { peopleCommands } from './commands/people.ts';
import { policyCommands } from './commands/policies.ts';
import { providerCommands } from './commands/providers.ts';
import { rateCommands } from './commands/rates.ts';
import { runCommands } from './commands/runs.ts';
import { sessionCommands } from './commands/sessions.ts';
import { spaceCommands } from './commands/spaces.ts';
import { thoughtCommands } from './commands/thoughts.ts';
import { traceCommands } from './commands/traces.ts';

/** What is asked only from further views and menus: loaded by the page when the first of them is. */
export const laterCommands = {
  ...memberCommands,
  ...memoryCommands,
  ...runCommands,
  ...peopleCommands,
  ...sessionCommands,
  ...inviteCommands,
  ...providerCommands,
  ...figureCommands,
  ...localModelCommands,
  ...budgetCommands,
  ...rateCommands,
  ...policyCommands,
  ...agentCommands,
  ...connectionCommands,
  ...calendarCommands,
  ...spaceCommands,
  ...thoughtCommands,
  ...traceCommands,
} as const;
