import { z } from 'zod';
import type { NewConnection } from '../../shared/commands/connections.ts';
import type { Seal } from '../providers/seal.ts';
import { OAuth } from './oauth.ts';

/** What is needed to get to a server, and stays here. */
export const Access = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('http'), url: z.string(), token: z.string(), oauth: OAuth.optional() }),
  z.object({
    kind: z.literal('stdio'),
    command: z.string(),
    args: z.array(z.string()),
    env: z.record(z.string(), z.string()),
  }),
]);
export type Access = z.infer<typeof Access>;

export function sealAccess(seal: Seal, serverId: string, access: Access): string {
  return seal.seal(JSON.stringify(access), purposeOf(serverId));
}

/** Throws Unsealable. */
export function openAccess(seal: Seal, { id, sealed }: { id: string; sealed: string }): Access {
  return Access.parse(JSON.parse(seal.open(sealed, purposeOf(id))));
}

function purposeOf(serverId: string): string {
  return `mcp server ${serverId}`;
}

/** Where a server is as people may see it: keys stand in paths and queries, and in arguments. */
export function addressOf(to: NewConnection): string {
  return to.kind === 'http' ? (URL.parse(to.url)?.host ?? '') : (to.command.split(/[\\/]/).at(-1) ?? to.command);
}
