import type { Database } from './database.ts';

export type NewFile = {
  id: string;
  ownerId: string;
  name: string;
  size: number;
  /** As the client measured it. */
  durationMs: number | null;
  /** Null where it is no voice note. */
  voice: { waveform: number[] } | null;
  /** An agent makes it. */
  made?: boolean;
};

export type NewFileOutcome =
  | { kind: 'announced' }
  /** The same was announced before. */
  | { kind: 'known' }
  | { kind: 'id-taken' }
  | { kind: 'too-large'; limit: number }
  | { kind: 'over-quota' }
  | { kind: 'too-many' };

/** So many files of a person may be on their way at once. */
const MOST_UPLOADS = 100;

/**
 * Notes a file that is about to come, unless the workspace or what the person has left does not allow for it. Theirs are
 * counted one after the other, and by what was announced.
 */
export function announceFile(
  database: Pick<Database, 'transaction'>,
  { id, ownerId, name, size, durationMs, voice, made = false }: NewFile,
): Promise<NewFileOutcome> {
  return database.transaction(async (tx): Promise<NewFileOutcome> => {
    await tx.$queryRaw`select id from "user" where id = ${ownerId} for no key update`;
    const there = await tx.file.findUnique({ where: { id } });
    if (there !== null) {
      const isSame = there.ownerId === ownerId && there.name === name && isAnnounced(there, size);
      return { kind: isSame ? 'known' : 'id-taken' };
    }
    const { fileLimit, fileQuota } = await tx.workspace.findFirstOrThrow();
    if (size > fileLimit) return { kind: 'too-large', limit: fileLimit };
    if ((await tx.file.count({ where: { ownerId, status: 'uploading' } })) >= MOST_UPLOADS) return { kind: 'too-many' };
    const { _sum: sum } = await tx.file.aggregate({
      where: { ownerId, status: { not: 'refused' } },
      _sum: { size: true },
    });
    if ((sum.size ?? 0n) + BigInt(size) > fileQuota) return { kind: 'over-quota' };
    await tx.file.create({
      data: {
        ...{ id, ownerId, name, size, durationMs, made },
        ...(voice === null ? {} : { kind: 'voice', waveform: voice.waveform }),
      },
    });
    return { kind: 'announced' };
  });
}

/** Once a file was looked into, its size is that of what is served. */
function isAnnounced(row: { status: string; size: bigint }, size: number): boolean {
  return row.status !== 'uploading' || row.size === BigInt(size);
}
