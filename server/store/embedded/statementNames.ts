import { Buffer } from 'node:buffer';

/** What a message does to the named statements of its connection. */
export type Renamed = { bytes: Buffer; declares?: string; forgets?: string };

/** Where the statement's name stands in a message that carries one. */
function nameStart(type: string, bytes: Buffer): number | undefined {
  if (type === 'P') return 5;
  if (type === 'B') return bytes.indexOf(0, 5) + 1;
  if ((type === 'D' || type === 'C') && bytes[5] === 0x53) return 6;
  return undefined;
}

/**
 * Puts `prefix` before the name of a prepared statement: all connections share one session, where two of them may
 * have chosen the same name. Messages without a named statement are returned as they are.
 */
export function renameStatement(type: string, bytes: Buffer, prefix: string): Renamed {
  const start = nameStart(type, bytes);
  if (start === undefined || bytes[start] === 0) return { bytes };
  const name = prefix + bytes.toString('utf8', start, bytes.indexOf(0, start));
  const renamed = Buffer.concat([bytes.subarray(0, start), Buffer.from(prefix), bytes.subarray(start)]);
  renamed.writeInt32BE(renamed.length - 1, 1);
  if (type === 'P') return { bytes: renamed, declares: name };
  if (type === 'C') return { bytes: renamed, forgets: name };
  return { bytes: renamed };
}
