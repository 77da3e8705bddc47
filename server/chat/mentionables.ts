import type { Agent } from '../../shared/contact.ts';
import type { Mentionable } from '../../shared/mention.ts';
import type { SendContext } from '../store/send.ts';

/** Who of a chat can be mentioned, and by which names. */
export function mentionables(
  { agentIds, people }: Pick<SendContext, 'agentIds' | 'people'>,
  agents: readonly Agent[],
): Mentionable[] {
  const members = new Set(agentIds);
  return [
    ...agents.filter((agent) => members.has(agent.id)).map(({ id, handle, name }) => ({ id, names: [handle, name] })),
    ...people.map(({ id, name }) => ({ id, names: [name] })),
  ];
}
