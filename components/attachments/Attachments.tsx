import { lazy, Suspense, useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import type { Attachment } from '../../shared/attachment.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { DownloadLink, FileRow, UploadTrouble } from './FileRow.tsx';
import { type FileView, sortFiles, viewOfAttachment, viewOfUpload } from './fileView.ts';
import { MediaGrid } from './MediaGrid.tsx';
import { TextBeginning } from './TextBeginning.tsx';
import { UploadRing } from './UploadRing.tsx';

const VoiceNote = lazy(async () => ({ default: (await import('../voice/VoiceNote.tsx')).VoiceNote }));

/** Files of a message. */
export function Attachments({ attachments }: { attachments: readonly Attachment[] }) {
  const here = useWaggleState(useShallow((state) => attachments.map(({ fileId }) => state.sentFiles[fileId])));
  const files = useMemo(
    () => attachments.map((attachment, index) => viewOfAttachment(attachment, here[index])),
    [attachments, here],
  );
  return <Files files={files} />;
}

/** Files on their way to the server, of a message that waits for them. */
export function OutgoingFiles({ ids }: { ids: readonly string[] }) {
  const t = useT('files');
  const uploads = useWaggleState(useShallow((state) => ids.map((id) => state.uploads[id])));
  const files = useMemo(() => uploads.flatMap((upload) => (upload ? [viewOfUpload(upload)] : [])), [uploads]);
  const gone = uploads.length - files.length;
  return (
    <>
      <Files files={files} />
      {gone > 0 && <p className="text-sm text-muted italic">{t('gone')}</p>}
      <UploadTrouble files={files} />
    </>
  );
}

function Files({ files }: { files: readonly FileView[] }) {
  const { media, voices, others } = sortFiles(files);
  return (
    <div className="my-0.5 flex max-w-full flex-col gap-1">
      {media.length > 0 && <MediaGrid files={media} />}
      {voices.map((file) => (
        <Suspense key={file.key} fallback={<div className="h-13 w-72 max-w-full" />}>
          <VoiceNote file={file} />
        </Suspense>
      ))}
      {others.map((file) =>
        file.kind === 'audio' ? (
          <Audio key={file.key} file={file} />
        ) : (
          <FileRow key={file.key} file={file}>
            {file.kind === 'text' && <TextBeginning file={file} />}
          </FileRow>
        ),
      )}
    </div>
  );
}

function Audio({ file }: { file: FileView }) {
  const waits = file.upload !== null && file.upload.kind !== 'stored';
  return (
    <div className="w-84 max-w-full rounded-lg border border-line bg-panel/60 p-2">
      <div className="flex items-center gap-2">
        <p className="line-clamp-2 min-w-0 flex-1 px-1 font-medium break-all" title={file.name}>
          {file.name}
        </p>
        {waits ? <UploadRing file={file} /> : <DownloadLink file={file} />}
      </div>
      {file.src !== null && (
        // biome-ignore lint/a11y/useMediaCaption: nobody has written down what is said in it
        <audio src={file.src} controls preload="none" aria-label={file.name} className="mt-1 h-10 w-full" />
      )}
    </div>
  );
}
