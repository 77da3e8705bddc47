import type { Answers, ChatKind } from './chat.ts';
import type { RouteReason } from './run.ts';

export type RouteInput = {
  text: string;
  /** Contact ids mentioned in the text, as `findMentions` returns them, and whether `@all` stands in it. */
  mentioned: readonly string[];
  everyone: boolean;
  /** Who wrote the message that is replied to; null where none is. */
  repliedTo: { senderId: string; senderKind: 'user' | 'agent' } | null;
  chat: { kind: ChatKind; answers: Answers };
  /** Agents that are members of the chat now, in the order they joined. */
  agentIds: readonly string[];
};

export type Route =
  | { kind: 'nobody' }
  | { kind: 'agents'; agentIds: readonly string[]; reason: RouteReason }
  | { kind: 'queen'; agentIds: readonly string[] };

/**
 * Who answers a message, by rules alone: explicit mentions, then `@all`, then a reply to an agent, then a direct chat's
 * agent, else the chat's setting. Mentioning only people asks no agent. Runs on the server before the transaction and
 * in the composer before sending, so both say the same.
 */
export function route(input: RouteInput): Route {
  const agents = new Set(input.agentIds);
  if (input.agentIds.length === 0) return { kind: 'nobody' };
  if (input.everyone) return { kind: 'agents', agentIds: input.agentIds, reason: 'everyone' };
  const named = [...new Set(input.mentioned)].filter((id) => agents.has(id));
  if (named.length > 0) return { kind: 'agents', agentIds: named, reason: 'mentioned' };
  if (input.mentioned.length > 0) return { kind: 'nobody' };
  if (input.repliedTo?.senderKind === 'agent' && agents.has(input.repliedTo.senderId)) {
    return { kind: 'agents', agentIds: [input.repliedTo.senderId], reason: 'reply' };
  }
  if (input.chat.kind === 'direct') return { kind: 'agents', agentIds: input.agentIds, reason: 'direct' };
  switch (input.chat.answers) {
    case 'mentioned':
      return { kind: 'nobody' };
    case 'always':
      return { kind: 'agents', agentIds: input.agentIds, reason: 'always' };
    case 'useful':
      return { kind: 'queen', agentIds: input.agentIds };
  }
}
