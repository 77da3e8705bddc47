import { Upload } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { carriesFiles, droppedFiles, pastedFiles } from './transferred.ts';
import { useAttach } from './useAttach.ts';

/** Takes files that are dropped or pasted anywhere while the chat is open; shows over the thread that it would. */
export function DropZone({ chatId, onTaken }: { chatId: string; onTaken: () => void }) {
  const t = useT('files');
  const attach = useAttach(chatId);
  const [over, setOver] = useState(false);
  const taken = useRef(onTaken);
  useEffect(() => {
    taken.current = onTaken;
  });
  useEffect(() => {
    const ended = new AbortController();
    const { signal } = ended;
    const take = (files: File[]) => {
      if (files.length === 0) return;
      attach(files);
      taken.current();
    };
    addEventListener(
      'dragover',
      (event) => {
        if (!carriesFiles(event.dataTransfer)) return;
        event.preventDefault();
        if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
        setOver(true);
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      (event) => {
        // Out of the window; within it the pointer only goes from one element to the next.
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        setOver(false);
        if (!carriesFiles(event.dataTransfer)) return;
        // Else the browser leaves the page for the file.
        event.preventDefault();
        take(droppedFiles(event.dataTransfer));
      },
      { signal },
    );
    addEventListener(
      'paste',
      (event) => {
        if (event.defaultPrevented || document.querySelector('[role="dialog"], [role="alertdialog"]')) return;
        const files = pastedFiles(event.clipboardData);
        if (files.length === 0) return;
        event.preventDefault();
        take(files);
      },
      { signal },
    );
    return () => {
      ended.abort();
    };
  }, [attach]);
  if (!over) return null;
  return (
    <div className="pointer-events-none absolute inset-0 z-30 flex animate-fade-in p-3">
      <div className="flex flex-1 flex-col items-center justify-center gap-3 rounded-2xl border-2 border-dashed border-accent bg-panel/92 p-6 text-center text-lg font-medium text-accent">
        <Upload aria-hidden size={36} />
        {t('drop')}
      </div>
    </div>
  );
}
