import type { ChatState } from '../../shared/chatState.ts';
import { activeMembers, runsOf, type Ticks, ticks } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';

/** What stands beside an own message: ticks where other people are, else how far the agents are with it. */
export type Tick = Ticks | 'accepted' | 'working' | 'done';

/** The tick of an own message. */
export function tickOf(chat: ChatState, message: Message): Tick {
  const people = activeMembers(chat).some((member) => member.kind === 'user' && member.contactId !== message.senderId);
  const run = people ? undefined : runsOf(chat, message.id).at(-1);
  if (!run) return ticks(chat, message);
  switch (run.status) {
    case 'deciding':
    case 'queued':
      return 'accepted';
    case 'running':
      return 'working';
    case 'done':
    case 'failed':
    case 'stopped':
      return 'done';
  }
}
