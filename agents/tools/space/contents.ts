import { isTooLong, lineDiff, unifiedDiff } from '../../../shared/lineDiff.ts';

/** The text that bytes are; null where they are none. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** What became of a file: in a few words, and line by line where both are texts that are not too long for it. Null stands for no file. */
export function changeOf(before: Uint8Array | null, after: Uint8Array | null): { counts: string; diff: string } {
  const [old, fresh] = [before, after].map((bytes) => (bytes === null ? '' : textOf(bytes)));
  if (old == null || fresh == null || isTooLong(old, fresh))
    return { counts: `${before?.length ?? 0} → ${after?.length ?? 0} bytes`, diff: '' };
  const changed = lineDiff(old, fresh);
  return { counts: `+${changed.added} −${changed.removed} lines`, diff: unifiedDiff(changed) };
}

/** Enough of a version's name for nobody to take another for it. */
export function shortVersion(version: string): string {
  return version.slice(0, 10);
}
