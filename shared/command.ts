import type * as z from 'zod/mini';
import { agentCommands } from './commands/agents.ts';
import { answerCommands } from './commands/answers.ts';
import { budgetCommands } from './commands/budgets.ts';
import { calendarCommands } from './commands/calendars.ts';
import { chatCommands } from './commands/chats.ts';
import { connectionCommands } from './commands/connections.ts';
import { fileCommands } from './commands/files.ts';
import { inviteCommands } from './commands/invites.ts';
import { memberCommands } from './commands/members.ts';
import { memoryCommands } from './commands/memory.ts';
import { messageCommands } from './commands/messages.ts';
import { notificationCommands } from './commands/notifications.ts';
import { peopleCommands } from './commands/people.ts';
import { policyCommands } from './commands/policies.ts';
import { presenceCommands } from './commands/presence.ts';
import { providerCommands } from './commands/providers.ts';
import { rateCommands } from './commands/rates.ts';
import { runCommands } from './commands/runs.ts';
import { sessionCommands } from './commands/sessions.ts';
import { spaceCommands } from './commands/spaces.ts';
import { traceCommands } from './commands/traces.ts';
import { SyncInput, SyncOutput } from './sync.ts';

/** Checked at the handshake (`auth.protocol`); raised when an older client could misread the newer server. */
export const PROTOCOL_VERSION = 1;

/** What a client may ask, in the imperative: the input, parsed at the edge, and the data of its acknowledgement. */
export const commands = {
  sync: { input: SyncInput, output: SyncOutput },
  ...chatCommands,
  ...memberCommands,
  ...messageCommands,
  ...memoryCommands,
  ...answerCommands,
  ...runCommands,
  ...presenceCommands,
  ...peopleCommands,
  ...sessionCommands,
  ...inviteCommands,
  ...providerCommands,
  ...budgetCommands,
  ...rateCommands,
  ...policyCommands,
  ...agentCommands,
  ...connectionCommands,
  ...calendarCommands,
  ...notificationCommands,
  ...fileCommands,
  ...spaceCommands,
  ...traceCommands,
} as const;

export type Commands = typeof commands;
export type CommandName = keyof Commands;
export type CommandInput<N extends CommandName> = z.infer<Commands[N]['input']>;
export type CommandOutput<N extends CommandName> = z.infer<Commands[N]['output']>;
