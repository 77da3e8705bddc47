import type { ChangeChat } from '../chat/change.ts';

/** What it takes to let agents answer again. */
export type Answering = {
  changeChat: ChangeChat;
  /** Whether this agent answers this person. */
  mayAsk: (userId: string, agentId: string) => boolean;
};
