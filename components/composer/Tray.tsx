import { File, FileAudio, FileText, FileVideo, Mic, RotateCw, X } from 'lucide-react';
import { useFormatter } from 'use-intl';
import { useShallow } from 'zustand/react/shallow';
import type { Upload } from '../../client/uploads/upload.ts';
import { viewOfUpload } from '../attachments/fileView.ts';
import { UploadTrouble } from '../attachments/FileRow.tsx';
import { useFileSize } from '../attachments/useFileSize.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

/** Files that go with the next message, above its text; each can be taken out again. */
export function Tray({ chatId, onEmptied }: { chatId: string; onEmptied: () => void }) {
  const t = useT('files');
  const uploads = useWaggleState(
    useShallow((state) => (state.trays[chatId] ?? []).flatMap((id) => state.uploads[id] ?? [])),
  );
  if (uploads.length === 0) return null;
  const fleeting = uploads.filter(({ kept, state }) => !kept && state.kind !== 'failed');
  return (
    <div className="pb-2">
      <ul aria-label={t('tray')} className="flex gap-2 overflow-x-auto p-1 [scrollbar-width:thin]">
        {uploads.map((upload) => (
          <li key={upload.id} className="shrink-0">
            <Tile
              upload={upload}
              onRemoved={() => {
                if (uploads.length === 1) onEmptied();
              }}
            />
          </li>
        ))}
      </ul>
      {fleeting[0] && (
        <p className="px-1 pt-1 text-sm text-muted">
          {t('notKept', { count: fleeting.length, name: fleeting[0].name })}
        </p>
      )}
      <div className="px-1">
        <UploadTrouble files={uploads.map(viewOfUpload)} />
      </div>
    </div>
  );
}

function Tile({ upload, onRemoved }: { upload: Upload; onRemoved: () => void }) {
  const t = useT('files');
  const waggle = useWaggle();
  const size = useFileSize();
  const { id, kind, name, url } = upload;
  const failed = upload.state.kind === 'failed';
  const pictured = (kind === 'image' || kind === 'video') && url !== null;
  return (
    <div
      title={name}
      className={`relative h-20 overflow-hidden rounded-xl border bg-sunken ${failed ? 'border-danger' : 'border-line'} ${pictured ? 'w-20' : 'w-44'}`}
    >
      {pictured && kind === 'image' && <img src={url} alt={name} className="size-full object-cover" />}
      {pictured && kind === 'video' && (
        <video
          src={url}
          aria-label={name}
          preload="metadata"
          muted
          playsInline
          tabIndex={-1}
          className="size-full object-cover"
        />
      )}
      {!pictured && (
        <div className="flex size-full items-center gap-2 py-2 pr-9 pl-2.5">
          <Sign kind={kind} />
          <span className="min-w-0">
            <span className="line-clamp-2 text-sm leading-4 font-medium break-all">
              {kind === 'voice' ? t('kind.voice') : name}
            </span>
            <span className="block pt-0.5 text-xs text-muted">{size(upload.size)}</span>
          </span>
        </div>
      )}
      <Progress upload={upload} />
      <span className="absolute top-0.5 right-0.5 flex flex-col gap-0.5">
        <button
          type="button"
          aria-label={t('remove', { name })}
          title={t('remove', { name })}
          className={corner}
          onClick={() => {
            waggle.detach(id);
            onRemoved();
          }}
        >
          <X aria-hidden size={16} />
        </button>
        {failed && upload.url !== null && (
          <button
            type="button"
            aria-label={t('retry', { name })}
            title={t('retry', { name })}
            className={corner}
            onClick={() => {
              waggle.retryUpload(id);
            }}
          >
            <RotateCw aria-hidden size={15} />
          </button>
        )}
      </span>
    </div>
  );
}

const corner =
  'relative inline-flex size-7 items-center justify-center rounded-full bg-black/65 text-white after:absolute after:-inset-2 hover:bg-black/80 focus-visible:outline-white';

/** A bar along the lower edge; gone once the file is there. */
function Progress({ upload: { name, size, state } }: { upload: Upload }) {
  const t = useT('files');
  const format = useFormatter();
  if (state.kind !== 'waiting' && state.kind !== 'sending') return null;
  const done = state.kind === 'sending' ? state.sent / Math.max(1, size) : 0;
  return (
    <span
      role="progressbar"
      aria-label={
        state.kind === 'sending'
          ? t('sending', { name, percent: format.number(done, { style: 'percent' }) })
          : t('queued')
      }
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(done * 100)}
      className="absolute inset-x-1.5 bottom-1.5 h-1 overflow-hidden rounded-full bg-black/45"
    >
      <span
        className="block h-full rounded-full bg-honey transition-[width]"
        style={{ width: `${String(Math.max(4, Math.round(done * 100)))}%` }}
      />
    </span>
  );
}

function Sign({ kind }: { kind: Upload['kind'] }) {
  const Icon = {
    image: File,
    video: FileVideo,
    audio: FileAudio,
    voice: Mic,
    pdf: FileText,
    text: FileText,
    other: File,
  }[kind];
  return <Icon aria-hidden size={22} className="shrink-0 text-accent" strokeWidth={1.9} />;
}
