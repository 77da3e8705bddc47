import { answerCommands } from './commands/answers.ts';
import { chatCommands } from './commands/chats.ts';
import { fileCommands } from './commands/files.ts';
import { messageCommands } from './commands/messages.ts';
import { notificationCommands } from './commands/notifications.ts';
import { presenceCommands } from './commands/presence.ts';
import { SyncInput, SyncOutput } from './sync.ts';

/** What the thread needs from the start: the only commands that the page's first scripts know. */
export const firstCommands = {
  sync: { input: SyncInput, output: SyncOutput },
  ...chatCommands,
  ...messageCommands,
  ...answerCommands,
  ...presenceCommands,
  ...notificationCommands,
  ...fileCommands,
} as const;
