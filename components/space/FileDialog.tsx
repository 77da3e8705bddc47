'use client';
import { Download, Trash2 } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { spaceFileUrl } from '../../client/spaceFiles.ts';
import type { Reply } from '../../shared/reply.ts';
import type { SpaceText } from '../../shared/space.ts';
import { useFileSize } from '../attachments/useFileSize.ts';
import { visible } from '../cards/visible.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { CodeBlock } from '../markdown/CodeBlock.tsx';
import { languageOf } from '../markdown/languageOf.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import { Ask } from '../messages/Ask.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { VersionList } from './VersionList.tsx';

/** Who is named in a file is not asked. */
const NOBODY: readonly never[] = [];

type FileDialogProps = { chatId: string; path: string; may: boolean; onChanged: () => void; onClose: () => void };

/** A file of a project as it is now, with its history. */
export function FileDialog({ chatId, path, may, onChanged, onClose }: FileDialogProps) {
  const t = useT('space');
  const words = useT('ui');
  const act = useAct();
  const [changes, setChanges] = useState(0);
  const [deleting, setDeleting] = useState(false);
  const name = path.split('/').at(-1) ?? path;
  return (
    <Dialog open size="wide" title={path} closeLabel={words('close')} onClose={onClose}>
      <div className="flex flex-col gap-5">
        <div className="flex flex-wrap gap-2">
          <a
            href={spaceFileUrl(chatId, path)}
            download={name}
            className="inline-flex min-h-10 items-center gap-2 rounded-lg border border-edge bg-panel px-4 py-2 hover:bg-hover pointer-coarse:min-h-11"
          >
            <Download aria-hidden size={18} />
            {t('download')}
          </a>
          {may && (
            <Button
              kind="danger"
              onClick={() => {
                setDeleting(true);
              }}
            >
              <Trash2 aria-hidden size={18} />
              {t('delete')}
            </Button>
          )}
        </div>
        <section aria-label={t('content')}>
          <Content key={changes} chatId={chatId} path={path} />
        </section>
        <section>
          <h3 className="mb-2 font-semibold">{t('history')}</h3>
          <VersionList
            key={changes}
            chatId={chatId}
            path={path}
            may={may}
            onChanged={() => {
              setChanges((now) => now + 1);
              onChanged();
            }}
          />
        </section>
      </div>
      {deleting && (
        <Ask
          title={t('deleteTitle', { name })}
          text={t('deleteText')}
          yes={t('delete')}
          onYes={() => {
            const message = t('deleted', { name }).slice(0, 200);
            void act('space:delete', { chatId, path, message }).then((done) => {
              if (!done) return;
              onChanged();
              onClose();
            });
          }}
          onClose={() => {
            setDeleting(false);
          }}
        />
      )}
    </Dialog>
  );
}

function Content({ chatId, path }: { chatId: string; path: string }) {
  const t = useT('space');
  const words = useT('ui');
  const size = useFileSize();
  const failureText = useFailureText();
  const waggle = useWaggle();
  const [read, setRead] = useState<Reply<SpaceText> | null>(null);
  const [asIs, setAsIs] = useState(false);
  useEffect(() => {
    let shown = true;
    void waggle.command('space:read', { chatId, path }).then((reply) => {
      if (shown) setRead(reply);
    });
    return () => {
      shown = false;
    };
  }, [waggle, chatId, path]);
  if (read === null) return <Skeleton label={words('loading')} rows={4} />;
  if (!read.ok) return <Notice kind="failure">{failureText(read)}</Notice>;
  const { text, cut } = read.data;
  if (text === null) {
    return (
      <Said>
        {t('binary')} ({size(read.data.size)})
      </Said>
    );
  }
  if (text === '') return <Said>{t('empty')}</Said>;
  const language = languageOf(path);
  const isProse = language === 'md' && !cut;
  return (
    <>
      {cut && <Said>{t('cut')}</Said>}
      {isProse && (
        <Button
          size="small"
          className="mb-2"
          onClick={() => {
            setAsIs(!asIs);
          }}
        >
          {t(asIs ? 'rendered' : 'source')}
        </Button>
      )}
      {isProse && !asIs ? (
        <div className="rounded-lg border border-line px-4 py-3">
          <Markdown text={text} streaming={false} mentionable={NOBODY} careful />
        </div>
      ) : (
        <div className="space-code">
          <CodeBlock>
            <code className={`language-${language}`}>{visible(text)}</code>
          </CodeBlock>
        </div>
      )}
    </>
  );
}

function Said({ children }: { children: ReactNode }) {
  return <p className="mb-2 text-sm text-muted">{children}</p>;
}
