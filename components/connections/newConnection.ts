import type { NewConnection } from '../../shared/commands/connections.ts';

export type Typed = { kind: 'http' | 'stdio'; url: string; token: string; command: string; args: string; env: string };

export const NOTHING_TYPED: Typed = { kind: 'http', url: '', token: '', command: '', args: '', env: '' };

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

/** What was typed as the server takes it; null where something of it can not be right. */
export function newConnection({ kind, url, token, command, args, env }: Typed): NewConnection | null {
  if (kind === 'http') {
    const address = URL.parse(url.trim());
    if (address === null || !/^https?:$/.test(address.protocol) || /\s/.test(url.trim())) return null;
    return { kind, url: url.trim(), token: token.trim().replace(/^bearer\s+/i, '') };
  }
  const given = linesOf(env).map((line) => /^([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line));
  if (command.trim() === '' || given.includes(null)) return null;
  const pairs = given.map((match): [string, string] => [match?.[1] ?? '', match?.[2] ?? '']);
  return { kind, command: command.trim(), args: linesOf(args), env: Object.fromEntries(pairs) };
}
