import type { CommandInput } from '../../shared/command.ts';

/** A tool of a connected server that an agent is to have, or no longer, once the form is saved. */
export type Grant = Omit<CommandInput<'mcp:grant'>, 'agentId'>;

/** The changes with another one, which takes the place of an earlier one of the same tool. */
export function withGrant(grants: readonly Grant[], grant: Grant): readonly Grant[] {
  return [...grants.filter((one) => !isSame(one, grant)), grant];
}

/** What the form says of a tool; undefined where it changes nothing. */
export function grantOf(
  grants: readonly Grant[],
  tool: Pick<Grant, 'connectionId' | 'tool' | 'hash'>,
): boolean | undefined {
  return grants.find((one) => isSame(one, tool) && one.hash === tool.hash)?.on;
}

type Which = Pick<Grant, 'connectionId' | 'tool'>;

function isSame(a: Which, b: Which): boolean {
  return a.connectionId === b.connectionId && a.tool === b.tool;
}
