import { CircleAlert, Download, File, FileArchive, FileAudio, FileImage, FileText, FileVideo } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import type { FileView } from './fileView.ts';
import { UploadRing } from './UploadRing.tsx';
import { useFileSize } from './useFileSize.ts';
import { view } from './viewing.ts';

const archives = /\.(zip|gz|tgz|7z|rar|tar|xz|bz2)$/i;

/** A file by its name and size, to be opened or saved. */
export function FileRow({ file, children }: { file: FileView; children?: ReactNode }) {
  const t = useT('files');
  const size = useFileSize();
  const readable = file.kind === 'text' || file.kind === 'pdf';
  const uploading = file.upload !== null && file.upload.kind !== 'stored';
  const main = 'flex min-w-0 flex-1 items-center gap-3 rounded-md text-start pointer-coarse:min-h-11';
  const inside = (
    <>
      <span className="flex size-10 shrink-0 items-center justify-center rounded-lg bg-tint text-accent">
        <Icon file={file} />
      </span>
      <span className="min-w-0">
        <span className="line-clamp-2 font-medium break-all" title={file.name}>
          {file.name}
        </span>
        <span className="block text-xs text-muted">
          {badge(file.name) ?? t(`kind.${file.kind}`)} · {size(file.size)}
        </span>
      </span>
    </>
  );
  return (
    <div className="w-84 max-w-full overflow-hidden rounded-lg border border-line bg-panel/60">
      <div className="flex items-center gap-1 p-2">
        {readable && file.fileId !== null ? (
          <button
            type="button"
            aria-label={t('open', { name: file.name })}
            className={cx(main, 'hover:text-accent')}
            onClick={() => {
              view({ kind: file.kind === 'pdf' ? 'pdf' : 'text', file });
            }}
          >
            {inside}
          </button>
        ) : (
          <div className={main}>{inside}</div>
        )}
        {uploading ? <UploadRing file={file} /> : <DownloadLink file={file} />}
      </div>
      {children}
    </div>
  );
}

/** Saves the file under its name; nothing while it is nowhere. */
export function DownloadLink({ file, className }: { file: FileView; className?: string }) {
  const t = useT('files');
  if (file.src === null) return null;
  return (
    <a
      href={file.src}
      download={file.name}
      aria-label={t('download', { name: file.name })}
      title={t('download', { name: file.name })}
      className={cx(
        'inline-flex size-10 shrink-0 items-center justify-center rounded-full transition pointer-coarse:size-11',
        className ?? 'text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Download aria-hidden size={20} strokeWidth={1.9} />
    </a>
  );
}

/** Says why a file is not on its way. */
export function UploadTrouble({ files }: { files: readonly FileView[] }) {
  const t = useT('files');
  const failureText = useFailureText();
  const offline = useWaggleState((state) => state.connection !== 'online');
  const limit = useWaggleState((state) => state.workspace?.workspace.fileLimit ?? 0);
  const size = useFileSize();
  const trouble = files.find((file) => file.upload?.kind === 'failed');
  if (trouble?.upload?.kind === 'failed') {
    const { failure } = trouble.upload;
    const isTooLarge = failure.code === 'too-large' && failure.reason !== 'quota';
    return (
      <p role="alert" className="mt-1 flex max-w-84 items-start gap-1.5 text-sm text-danger">
        <CircleAlert aria-hidden size={16} className="mt-px shrink-0" />
        {isTooLarge ? t('tooLarge', { name: trouble.name, limit: size(limit) }) : failureText(failure)}
      </p>
    );
  }
  const waits = offline && files.some(({ upload }) => upload && upload.kind !== 'stored');
  return waits ? <p className="mt-1 text-sm text-muted">{t('waiting')}</p> : null;
}

function Icon({ file: { kind, name } }: { file: FileView }) {
  const Sign = archives.test(name)
    ? FileArchive
    : {
        image: FileImage,
        video: FileVideo,
        audio: FileAudio,
        voice: FileAudio,
        pdf: FileText,
        text: FileText,
        other: File,
      }[kind];
  return <Sign aria-hidden size={20} strokeWidth={1.9} />;
}

/** The ending of a name as people know it. */
function badge(name: string): string | null {
  const ending = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1];
  return ending?.toUpperCase() ?? null;
}
