import { useEffect, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { fileUrl, type FileView } from './fileView.ts';
import { readBeginning } from './readBeginning.ts';

const BYTES = 1024;
const LINES = 6;

/** What was read before stays, so that scrolling back shows it at once. */
const known = new Map<string, string>();

/** The first lines of a text file; their room is there before they are. */
export function TextBeginning({ file }: { file: FileView }) {
  const t = useT('files');
  const { fileId } = file;
  const [text, setText] = useState(known.get(fileId ?? '') ?? '');
  useEffect(() => {
    if (fileId === null || known.has(fileId)) return;
    let gone = false;
    readBeginning(fileUrl(fileId), BYTES).then(
      (read) => {
        const lines = read.text.split('\n').slice(0, LINES).join('\n');
        known.set(fileId, lines);
        if (!gone) setText(lines);
      },
      () => {
        // Offline there is no beginning to show; the name and the size remain.
      },
    );
    return () => {
      gone = true;
    };
  }, [fileId]);
  return (
    <pre
      aria-label={t('beginning', { name: file.name })}
      className="h-28 overflow-hidden border-t border-line bg-sunken px-3 py-2 font-mono text-xs leading-4 [mask-image:linear-gradient(black_60%,transparent)]"
    >
      {text}
    </pre>
  );
}
