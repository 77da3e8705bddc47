'use client';
import { X } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import { type ReactNode, useEffect, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { DownloadLink } from './FileRow.tsx';
import { fileUrl, type FileView } from './fileView.ts';
import { readBeginning } from './readBeginning.ts';
import { useFileSize } from './useFileSize.ts';
import { endViewing, returnFocus } from './viewing.ts';

/** More than this of a text makes no better reading. */
const BYTES = 512 * 1024;

/** A text or a PDF, to be read over the thread. */
export function ReadDialog({ kind, file }: { kind: 'text' | 'pdf'; file: FileView }) {
  const t = useT('files');
  const size = useFileSize();
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) endViewing();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center md:p-6">
          <Radix.Content
            aria-describedby={undefined}
            onCloseAutoFocus={returnFocus}
            className="safe-top safe-bottom pointer-events-auto flex h-dvh w-full animate-pop-in flex-col overflow-hidden bg-panel text-ink shadow-raised outline-none md:h-[88dvh] md:max-w-4xl md:rounded-2xl"
          >
            <div className="flex items-center gap-1 border-b border-line py-2 pr-2 pl-5">
              <div className="min-w-0 flex-1">
                <Radix.Title className="truncate font-semibold">{file.name}</Radix.Title>
                <p className="text-xs text-muted">{size(file.size)}</p>
              </div>
              <DownloadLink file={file} />
              <Radix.Close asChild>
                <IconButton icon={X} label={t('close')} />
              </Radix.Close>
            </div>
            {kind === 'text' ? <Text file={file} /> : <Pdf file={file} />}
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}

function Text({ file }: { file: FileView }) {
  const t = useT('files');
  const read = useLoaded(file, readText);
  if (!read) return <Waiting />;
  if (read === 'failed') return <Note>{t('notShown')}</Note>;
  return (
    <>
      {!read.whole && <p className="border-b border-line bg-tint px-5 py-2 text-sm">{t('tooLong')}</p>}
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it must scroll by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-auto px-5 py-4 font-mono text-sm whitespace-pre-wrap focus-visible:-outline-offset-2"
      >
        {read.text}
      </pre>
    </>
  );
}

function Pdf({ file }: { file: FileView }) {
  const t = useT('files');
  const shows = navigator.pdfViewerEnabled;
  const url = useLoaded(file, pdfUrl, !shows);
  if (!shows || url === 'failed') {
    return (
      <Note>
        <span className="block">{t('notShown')}</span>
        {file.src !== null && (
          <a
            className="mt-3 inline-block font-medium text-accent underline"
            href={file.src}
            target="_blank"
            rel="noreferrer"
          >
            {t('newTab')}
          </a>
        )}
      </Note>
    );
  }
  // The type is said here, so whatever the file holds the browser takes it for a PDF.
  return url ? <iframe src={url} title={file.name} className="min-h-0 w-full flex-1 border-0" /> : <Waiting />;
}

function readText(url: string) {
  return readBeginning(url, BYTES);
}

async function pdfUrl(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the file was answered with ${String(response.status)}`);
  return URL.createObjectURL(new Blob([await response.arrayBuffer()], { type: 'application/pdf' }));
}

function useLoaded<T>(file: FileView, load: (url: string) => Promise<T>, idle = false): T | 'failed' | null {
  const [loaded, setLoaded] = useState<T | 'failed' | null>(null);
  const { fileId } = file;
  useEffect(() => {
    if (fileId === null || idle) return;
    let gone = false;
    let made: T | null = null;
    const release = () => {
      if (typeof made === 'string') URL.revokeObjectURL(made);
    };
    load(fileUrl(fileId)).then(
      (value) => {
        made = value;
        if (gone) release();
        else setLoaded(() => value);
      },
      () => {
        if (!gone) setLoaded('failed');
      },
    );
    return () => {
      gone = true;
      release();
    };
  }, [fileId, idle, load]);
  return loaded;
}

function Waiting() {
  const t = useT('ui');
  return (
    <p role="status" className="flex flex-1 items-center justify-center gap-2 text-muted">
      <Spinner /> {t('loading')}
    </p>
  );
}

function Note({ children }: { children: ReactNode }) {
  return <div className="flex flex-1 flex-col items-center justify-center p-6 text-center">{children}</div>;
}
