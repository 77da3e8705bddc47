import * as z from 'zod/mini';
import { AgentDefinition } from './ownAgent.ts';

/** Raised when an older reader could misunderstand what a newer one wrote. */
const FORMAT = 1;

/** Longest file that is read, in UTF-16 code units: several times what a definition can have. */
export const AGENT_FILE_LENGTH = 64 * 1024;

const AgentFile = z.strictObject({
  'waggle-agent': z.literal(FORMAT),
  agent: z.strictObject(AgentDefinition.shape),
});

/** `other-format`: it is for a newer Waggle. */
export type AgentFileFault = 'too-large' | 'no-agent' | 'other-format' | 'wrong';

export type ReadAgentFile =
  | { ok: true; definition: AgentDefinition }
  | { ok: false; fault: AgentFileFault; at: string };

/** An agent as a file that `readAgentFile` reads. Who made it, may use it and what it was before stay behind. */
export function writeAgentFile(definition: AgentDefinition): string {
  return `${JSON.stringify({ 'waggle-agent': FORMAT, agent: AgentDefinition.parse(definition) }, null, 2)}\n`;
}

/** What stands in a file of an agent; nothing is taken from one that is not wholly right. */
export function readAgentFile(text: string): ReadAgentFile {
  const no = (fault: AgentFileFault, at = ''): ReadAgentFile => ({ ok: false, fault, at });
  if (text.length > AGENT_FILE_LENGTH) return no('too-large');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return no('no-agent');
  }
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'waggle-agent')) return no('no-agent');
  const file = AgentFile.safeParse(value);
  if (file.success) return { ok: true, definition: file.data.agent };
  const { path = [] } = file.error.issues[0] ?? {};
  if (path[0] === 'waggle-agent') return no('other-format');
  return no('wrong', path.slice(1).map(String).join('.'));
}
