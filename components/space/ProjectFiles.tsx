'use client';
import { ChevronDown, Download, FileText, Folder, History, Plus } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useLocale } from 'use-intl/react';
import { putSpaceFile, spaceZipUrl } from '../../client/spaceFiles.ts';
import { SPACE_FILE_BYTES, type SpaceListing } from '../../shared/space.ts';
import type { Reply } from '../../shared/reply.ts';
import { useFileSize } from '../attachments/useFileSize.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { FileDialog } from './FileDialog.tsx';
import { HistoryDialog } from './HistoryDialog.tsx';
import { type TreeRow, treeRows } from './treeRows.ts';

type Shown = { kind: 'file'; path: string } | { kind: 'history' } | null;

/** The files that a project's agents and members share: the tree, each file with its history, all of them as a zip. */
export function ProjectFiles({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('space');
  const words = useT('ui');
  const { listing, reload } = useListing(chatId);
  const [shown, setShown] = useState<Shown>(null);
  const close = () => {
    setShown(null);
  };
  if (listing === null) return <Skeleton label={words('loading')} rows={2} />;
  if (!listing.ok) {
    return <FailedLoad failure={listing} onRetry={reload} />;
  }
  const { files, version } = listing.data;
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{t(files.length === 0 ? 'none' : 'about')}</p>
      {files.length > 0 && (
        <Tree
          files={files}
          onOpen={(path) => {
            setShown({ kind: 'file', path });
          }}
        />
      )}
      <div className="flex flex-wrap gap-2">
        {may && <AddFiles chatId={chatId} onAdded={reload} />}
        {files.length > 0 && (
          <a
            href={spaceZipUrl(chatId)}
            download
            className="inline-flex min-h-10 items-center justify-center gap-2 rounded-lg border border-edge bg-panel px-4 py-2 hover:bg-hover pointer-coarse:min-h-11"
          >
            <Download aria-hidden size={18} />
            {t('zip')}
          </a>
        )}
        {version !== null && (
          <Button
            onClick={() => {
              setShown({ kind: 'history' });
            }}
          >
            <History aria-hidden size={18} />
            {t('history')}
          </Button>
        )}
      </div>
      {shown?.kind === 'file' && (
        <FileDialog chatId={chatId} path={shown.path} may={may} onChanged={reload} onClose={close} />
      )}
      {shown?.kind === 'history' && <HistoryDialog chatId={chatId} may={may} onChanged={reload} onClose={close} />}
    </div>
  );
}

/** Asked for when shown, and again whenever the chat has changed: writing a file changes it. */
function useListing(chatId: string): { listing: Reply<SpaceListing> | null; reload: () => void } {
  const waggle = useWaggle();
  const version = useWaggleState((state) => state.chats[chatId]?.version ?? 0);
  const [listing, setListing] = useState<Reply<SpaceListing> | null>(null);
  const [asked, setAsked] = useState(0);
  const first = useRef(true);
  useEffect(() => {
    let current = true;
    const ask = () => {
      void waggle.command('space:list', { chatId }).then((reply) => {
        // What is shown stays where it can't be asked for anew.
        if (current) setListing((now) => (reply.ok || now === null || !now.ok ? reply : now));
      });
    };
    const timer = setTimeout(ask, first.current ? 0 : AGAIN_MS);
    first.current = false;
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [waggle, chatId, version, asked]);
  return {
    listing,
    reload: () => {
      setAsked((before) => before + 1);
    },
  };
}

/** A chat that changes all the time is not asked about all the time. */
const AGAIN_MS = 300;

function Tree({ files, onOpen }: { files: SpaceListing['files']; onOpen: (path: string) => void }) {
  const t = useT('space');
  const locale = useLocale();
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const toggle = (path: string) => {
    setClosed((now) => new Set(now.has(path) ? [...now].filter((one) => one !== path) : [...now, path]));
  };
  return (
    <ul role="list" aria-label={t('list')} className="max-h-96 overflow-y-auto rounded-lg border border-line py-1">
      {treeRows(files, closed, locale).map((row) => (
        <li key={`${row.kind} ${row.path}`}>
          <RowButton
            row={row}
            onClick={() => {
              if (row.kind === 'folder') toggle(row.path);
              else onOpen(row.path);
            }}
          />
        </li>
      ))}
    </ul>
  );
}

function RowButton({ row, onClick }: { row: TreeRow; onClick: () => void }) {
  const t = useT('space');
  const size = useFileSize();
  const isFolder = row.kind === 'folder';
  const Icon = isFolder ? Folder : FileText;
  return (
    <button
      type="button"
      {...(isFolder && { 'aria-expanded': row.isOpen, 'aria-label': t('folder', { name: row.name }) })}
      onClick={onClick}
      style={{ paddingInlineStart: `${String(0.75 + Math.min(row.depth, 6) * 1)}rem` }}
      className="flex min-h-9 w-full items-center gap-2 pr-3 text-left hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
    >
      <Icon aria-hidden size={17} className="shrink-0 text-muted" />
      <span className="min-w-0 flex-1 truncate" title={row.path}>
        {row.name}
      </span>
      {isFolder ? (
        <ChevronDown aria-hidden size={16} className={cx('shrink-0 text-muted', !row.isOpen && '-rotate-90')} />
      ) : (
        <span className="shrink-0 text-xs text-muted tabular-nums">{size(row.size)}</span>
      )}
    </button>
  );
}

function AddFiles({ chatId, onAdded }: { chatId: string; onAdded: () => void }) {
  const t = useT('space');
  const size = useFileSize();
  const failureText = useFailureText();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const add = async (files: readonly File[]) => {
    setBusy(true);
    for (const file of files) {
      const { name } = file;
      if (file.size > SPACE_FILE_BYTES) {
        showToast({ kind: 'failure', text: t('tooLarge', { name, limit: size(SPACE_FILE_BYTES) }) });
        continue;
      }
      const reply = await putSpaceFile(chatId, { path: name, message: t('added', { name }).slice(0, 200), file });
      if (reply.ok) showToast({ text: t('added', { name }), lasts: 2500 });
      else showToast({ kind: 'failure', text: `${name}: ${failureText(reply)}` });
    }
    setBusy(false);
    onAdded();
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])];
          event.target.value = '';
          void add(chosen);
        }}
      />
      <Button
        busy={busy}
        onClick={() => {
          input.current?.click();
        }}
      >
        <Plus aria-hidden size={18} />
        {t('add')}
      </Button>
    </>
  );
}
