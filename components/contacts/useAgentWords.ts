import { useMessages } from 'use-intl/react';
import type { Agent } from '../../shared/contact.ts';

/** What an agent says of itself in the person's language; its own words where nobody translated them. */
export function useAgentWords(): (agent: Agent) => { about: string; starters: readonly string[] } {
  const { roster } = useMessages();
  return (agent) => roster[agent.id] ?? agent;
}
