import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { KeptFiles, ToolFile } from '../../agents/tools/tool.ts';
import { type Attachment, FileName } from '../../shared/attachment.ts';
import { newId } from '../../shared/ids.ts';
import type { Database } from '../store/database.ts';
import { attachmentOf } from '../store/files.ts';
import { announceFile, type NewFileOutcome } from '../store/newFile.ts';
import type { TakeIn } from './intake.ts';
import { isDiskFull, type Places } from './places.ts';

type Parts = { database: Database; places: Places; takeIn: TakeIn };

/** Keeps files that tools made as this person's: they are looked into and counted like the files people bring. */
export type KeepMade = (ownerId: string, files: readonly ToolFile[]) => Promise<KeptFiles>;

export function createKeepMade({ database, places, takeIn }: Parts): KeepMade {
  async function keep(ownerId: string, { name, bytes }: ToolFile): Promise<Attachment | { why: string }> {
    const id = newId();
    const clean = FileName.safeParse(name);
    const announced = await announceFile(database, {
      ...{ id, ownerId, size: bytes.byteLength, durationMs: null, voice: null, made: true },
      name: clean.success ? clean.data : `file-${randomBytes(3).toString('hex')}`,
    });
    const refused = whyNot(announced);
    if (refused !== null) return { why: refused };
    try {
      await writeFile(places.upload(id), bytes, { mode: 0o600 });
      const row = await takeIn(id);
      return row?.status === 'ready' ? attachmentOf(row) : { why: 'it could not be read as what it is.' };
    } catch (error) {
      if (isDiskFull(error)) return { why: 'the disk of the server is full.' };
      throw error;
    }
  }

  return async (ownerId, files) => {
    const attachments: Attachment[] = [];
    const lost: { name: string; why: string }[] = [];
    for (const file of files) {
      const kept = await keep(ownerId, file);
      if ('why' in kept) lost.push({ name: file.name, why: kept.why });
      else attachments.push(kept);
    }
    return { attachments, lost };
  };
}

function whyNot(outcome: NewFileOutcome): string | null {
  switch (outcome.kind) {
    case 'announced':
    case 'known':
      return null;
    case 'id-taken':
      return 'its id is taken.';
    case 'too-large':
      return `it is larger than the ${outcome.limit} bytes a file may have here.`;
    case 'over-quota':
      return 'the person who asked has no room left for files.';
    case 'too-many':
      return 'too many files of the person who asked are on their way.';
  }
}
