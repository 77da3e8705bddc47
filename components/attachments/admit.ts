import { ATTACHMENTS } from '../../shared/attachment.ts';

export type Refused = { kind: 'too-large' | 'empty'; name: string };

export type Admission<F> = {
  files: F[];
  refused: Refused[];
  /** More were chosen than fit in one message. */
  tooMany: boolean;
};

/** Which of the chosen files may be sent, `standing` being how many stand in the composer already. */
export function admit<F extends { name: string; size: number }>(
  chosen: readonly F[],
  { limit, standing }: { limit: number; standing: number },
): Admission<F> {
  const refused: Refused[] = [];
  const fit: F[] = [];
  for (const file of chosen) {
    if (file.size > limit) refused.push({ kind: 'too-large', name: file.name });
    else if (file.size === 0) refused.push({ kind: 'empty', name: file.name });
    else fit.push(file);
  }
  const room = Math.max(0, ATTACHMENTS - standing);
  return { files: fit.slice(0, room), refused, tooMany: fit.length > room };
}
