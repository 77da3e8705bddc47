'use client';
import { ExternalLink, Film, MessageSquareText } from 'lucide-react';
import { type KeyboardEvent, useEffect, useId, useState } from 'react';
import { useFormatter } from 'use-intl/react';
import { fetchChatFiles } from '../../client/chatFiles.ts';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { type ChatFiles, FilesKind, type SharedFile, type SharedLink } from '../../shared/chatFiles.ts';
import type { Failure } from '../../shared/reply.ts';
import { FileRow } from '../attachments/FileRow.tsx';
import { fileUrl, viewOfAttachment } from '../attachments/fileView.ts';
import { view } from '../attachments/viewing.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { jumpTo } from '../messages/jumps.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

const none = { media: 'noMedia', documents: 'noDocuments', links: 'noLinks' } as const;

/** What was shared in a chat: pictures and films, other files, pages. */
export function SharedFiles({ chatId }: { chatId: string }) {
  const t = useT('chats');
  const id = useId();
  const [kind, setKind] = useState<FilesKind>('media');
  const handleKey = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0) return;
    event.preventDefault();
    const all = FilesKind.options;
    const next = all[(all.indexOf(kind) + step + all.length) % all.length] ?? 'media';
    setKind(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-kind="${next}"]`)?.focus();
  };
  return (
    <div>
      <div
        role="tablist"
        aria-label={t('shared')}
        onKeyDown={handleKey}
        className="mb-3 flex gap-1 border-b border-line"
      >
        {FilesKind.options.map((option) => (
          <button
            key={option}
            type="button"
            role="tab"
            id={`${id}-${option}`}
            data-kind={option}
            aria-selected={option === kind}
            aria-controls={`${id}-panel`}
            tabIndex={option === kind ? 0 : -1}
            onClick={() => {
              setKind(option);
            }}
            className={cx(
              '-mb-px min-h-10 flex-1 border-b-2 px-2 font-medium transition-colors focus-visible:-outline-offset-2 pointer-coarse:min-h-11',
              option === kind ? 'border-accent text-accent' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {t(option)}
          </button>
        ))}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${kind}`} tabIndex={-1}>
        <Shared key={kind} chatId={chatId} kind={kind} />
      </div>
    </div>
  );
}

function Shared({ chatId, kind }: { chatId: string; kind: FilesKind }) {
  const t = useT('chats');
  const words = useT('ui');
  const failureText = useFailureText();
  const { files, links, before, failure, busy, more } = useShared(chatId, kind);
  if (failure) {
    return (
      <div className="flex flex-col items-start gap-2">
        <Notice kind="failure">{failureText(failure)}</Notice>
        <Button size="small" onClick={more}>
          {words('tryAgain')}
        </Button>
      </div>
    );
  }
  const isEmpty = files.length + links.length === 0;
  if (isEmpty && (busy || before !== null)) return <Skeleton label={words('loading')} rows={2} />;
  return (
    <div className="flex flex-col gap-3">
      {isEmpty && <p className="py-2 text-muted">{t(none[kind])}</p>}
      {kind === 'media' && <MediaTiles files={files} />}
      {kind === 'documents' && (
        <ul role="list" aria-label={t('documents')} className="flex flex-col gap-2">
          {files.map((file) => (
            <li key={`${file.messageId}-${file.attachment.fileId}`} className="[&>div:first-child]:w-full">
              <FileRow file={viewOfAttachment(file.attachment, undefined)} />
              <Origin chatId={chatId} shared={file} />
            </li>
          ))}
        </ul>
      )}
      {kind === 'links' && (
        <ul role="list" aria-label={t('links')} className="flex flex-col gap-3">
          {links.map((link) => (
            <LinkRow key={`${link.messageId}-${link.url}`} chatId={chatId} link={link} />
          ))}
        </ul>
      )}
      {before !== null && (
        <Button size="small" busy={busy} onClick={more}>
          {t('more')}
        </Button>
      )}
    </div>
  );
}

function MediaTiles({ files }: { files: readonly SharedFile[] }) {
  const t = useT('chats');
  const said = useSaid();
  const views = files.map(({ attachment }) => viewOfAttachment(attachment, undefined));
  return (
    <ul role="list" aria-label={t('media')} className="grid grid-cols-3 gap-1">
      {files.map((file, at) => (
        <li key={`${file.messageId}-${file.attachment.fileId}`}>
          <button
            type="button"
            aria-label={t('openFile', { name: file.attachment.name, ...said(file) })}
            onClick={() => {
              view({ kind: 'media', files: views, at });
            }}
            className="relative block aspect-square w-full overflow-hidden rounded-md bg-sunken focus-visible:outline-offset-1"
          >
            {file.attachment.kind === 'image' ? (
              <img
                src={fileUrl(file.attachment.fileId, 'thumb')}
                alt=""
                loading="lazy"
                decoding="async"
                className="size-full object-cover"
              />
            ) : (
              <span className="flex size-full items-center justify-center text-muted">
                <Film aria-hidden size={28} />
              </span>
            )}
          </button>
        </li>
      ))}
    </ul>
  );
}

function LinkRow({ chatId, link }: { chatId: string; link: SharedLink }) {
  return (
    <li>
      <a
        href={link.url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="flex items-start gap-2 rounded-md text-accent hover:underline"
      >
        <ExternalLink aria-hidden size={16} className="mt-0.5 shrink-0" />
        <span className="min-w-0">
          {link.title !== '' && <span className="block font-medium">{link.title}</span>}
          <span className="line-clamp-2 break-all">{link.url}</span>
        </span>
      </a>
      <Origin chatId={chatId} shared={link} />
    </li>
  );
}

/** Who shared it and when, and the way to the message. */
function Origin({ chatId, shared }: { chatId: string; shared: SharedFile | SharedLink }) {
  const t = useT('chats');
  const said = useSaid();
  const { sender, date } = said(shared);
  return (
    <span className="flex items-center gap-1 text-sm text-muted">
      <span className="min-w-0 flex-1 truncate">{t('sharedBy', { name: sender, date })}</span>
      <IconButton
        icon={MessageSquareText}
        size="small"
        label={t('showInChat')}
        onClick={() => {
          jumpTo(chatId, shared.messageId);
        }}
      />
    </span>
  );
}

function useSaid(): (shared: Pick<SharedFile, 'senderId' | 'createdAt'>) => { sender: string; date: string } {
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const format = useFormatter();
  return ({ senderId, createdAt }) => ({
    sender: contactName(contactIn(contacts, senderId)),
    date: format.dateTime(createdAt, { dateStyle: 'medium' }),
  });
}

type Known = ChatFiles & { failure: Failure | null; busy: boolean };

function useShared(chatId: string, kind: FilesKind): Known & { more: () => void } {
  const [known, setKnown] = useState<Known>({ files: [], links: [], before: null, failure: null, busy: true });
  const [asked, setAsked] = useState<{ before?: number }>({});
  useEffect(() => {
    let current = true;
    const ask = async (before: number | undefined): Promise<void> => {
      const reply = await fetchChatFiles(chatId, { kind, before });
      if (!current) return;
      if (!reply.ok) {
        setKnown((now) => ({ ...now, failure: reply, busy: false }));
        return;
      }
      const { files, links, before: next } = reply.data;
      const goesOn = next !== null && files.length + links.length === 0;
      setKnown((now) => ({
        files: [...now.files, ...files],
        links: [...now.links, ...links],
        before: next,
        failure: null,
        busy: goesOn,
      }));
      if (goesOn) await ask(next);
    };
    void ask(asked.before);
    return () => {
      current = false;
    };
  }, [chatId, kind, asked]);
  return {
    ...known,
    more: () => {
      setKnown((now) => ({ ...now, failure: null, busy: true }));
      setAsked(known.before === null ? {} : { before: known.before });
    },
  };
}
