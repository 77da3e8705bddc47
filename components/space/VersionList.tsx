'use client';
import { ChevronDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useFormatter } from 'use-intl/react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { Reply } from '../../shared/reply.ts';
import type { SpaceChange, SpaceDiff, SpaceHistory, SpaceVersion } from '../../shared/space.ts';
import { visible } from '../cards/visible.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { CodeBlock } from '../markdown/CodeBlock.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

type VersionListProps = { chatId: string; path?: string; may: boolean; onChanged: () => void };

/** Who changed what and when, the last version first, each with its lines and the way back to it. */
export function VersionList({ chatId, path, may, onChanged }: VersionListProps) {
  const t = useT('space');
  const words = useT('ui');
  const { versions, next, failure, busy, more } = useVersions(chatId, path);
  if (failure !== null) {
    return <FailedLoad failure={failure} onRetry={more} />;
  }
  if (versions.length === 0 && busy) return <Skeleton label={words('loading')} rows={3} />;
  return (
    <>
      {versions.length === 0 && next === null && <p className="text-muted">{t('noHistory')}</p>}
      <ol role="list" className="flex flex-col gap-4">
        {versions.map((version, at) => (
          <Version
            key={version.id}
            {...{ chatId, version, may, onChanged }}
            named={path === undefined}
            isNow={path !== undefined && at === 0}
          />
        ))}
      </ol>
      {next !== null && (
        <Button size="small" className="mt-3" busy={busy} onClick={more}>
          {t('older')}
        </Button>
      )}
    </>
  );
}

type VersionProps = Omit<ChangeProps, 'change'> & { isNow: boolean };

function Version({ chatId, version, named, isNow, may, onChanged }: VersionProps) {
  const t = useT('space');
  const format = useFormatter();
  const nameOf = useWriterName();
  const { author, committer, message, at, changes, more } = version;
  const [name, person] = [nameOf(author), nameOf(committer)];
  return (
    <li className="border-l-2 border-line pl-3">
      <p className="font-medium wrap-anywhere">{visible(message)}</p>
      <p className="text-sm text-muted wrap-anywhere">
        {author.contactId === committer.contactId ? name : t('byFor', { name, person })}
        {' · '}
        <time dateTime={new Date(at).toISOString()}>
          {format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
        </time>
      </p>
      {isNow && changes[0]?.kind !== 'removed' && <p className="text-sm text-accent">{t('current')}</p>}
      <ul role="list" className="mt-1 flex flex-col gap-1">
        {changes.map((change) => (
          <Change key={change.path} {...{ chatId, version, change, named, onChanged }} may={may && !isNow} />
        ))}
      </ul>
      {more > 0 && <p className="text-sm text-muted">{t('more', { count: more })}</p>}
    </li>
  );
}

type ChangeProps = {
  chatId: string;
  version: SpaceVersion;
  change: SpaceChange;
  /** Several files are told of, so that each is named. */
  named: boolean;
  may: boolean;
  onChanged: () => void;
};

function Change({ chatId, version, change, named, may, onChanged }: ChangeProps) {
  const t = useT('space');
  const act = useAct();
  const [busy, setBusy] = useState(false);
  const { path, kind } = change;
  const restore = async () => {
    setBusy(true);
    const name = path.split('/').at(-1) ?? path;
    const message = t('restored', { name }).slice(0, 200);
    const done = await act('space:restore', { chatId, path, version: version.id, message });
    setBusy(false);
    if (!done) return;
    showToast({ text: t('restored', { name }), lasts: 2500 });
    onChanged();
  };
  return (
    <li>
      <details className="group">
        <summary className="flex min-h-9 cursor-pointer flex-wrap items-center gap-2 rounded-md hover:bg-hover pointer-coarse:min-h-11">
          <span className="min-w-0 text-sm font-medium wrap-anywhere text-accent">
            {named ? visible(path) : t('showDiff')}
          </span>
          <Badge>{t(`kind.${kind}`)}</Badge>
          <ChevronDown aria-hidden size={16} className="text-muted group-open:rotate-180" />
        </summary>
        <Diff chatId={chatId} path={path} version={version.id} />
        {may && kind !== 'removed' && (
          <Button size="small" className="mt-2" busy={busy} onClick={() => void restore()}>
            {t('restore')}
          </Button>
        )}
      </details>
    </li>
  );
}

/** Asked for once its version is unfolded: what is in closed details is drawn, but not seen. */
function Diff({ chatId, path, version }: { chatId: string; path: string; version: string }) {
  const t = useT('space');
  const words = useT('ui');
  const failureText = useFailureText();
  const waggle = useWaggle();
  const [place, setPlace] = useState<HTMLDivElement | null>(null);
  const [diff, setDiff] = useState<Reply<SpaceDiff> | null>(null);
  useEffect(() => {
    const details = place?.closest('details');
    if (!details) return;
    let shown = true;
    const ask = () => {
      if (!details.open) return;
      details.removeEventListener('toggle', ask);
      void waggle.command('space:diff', { chatId, path, version }).then((reply) => {
        if (shown) setDiff(reply);
      });
    };
    details.addEventListener('toggle', ask);
    ask();
    return () => {
      shown = false;
      details.removeEventListener('toggle', ask);
    };
  }, [place, waggle, chatId, path, version]);
  return (
    <div ref={setPlace} className="space-code mt-1">
      {diff === null && <Skeleton label={words('loading')} rows={2} />}
      {diff?.ok === false && <Notice kind="failure">{failureText(diff)}</Notice>}
      {diff?.ok === true && diff.data.diff === null && <p className="text-sm text-muted">{t('noText')}</p>}
      {diff?.ok === true && diff.data.diff === '' && <p className="text-sm text-muted">{t('noDiff')}</p>}
      {diff?.ok === true && diff.data.diff !== null && diff.data.diff !== '' && (
        <CodeBlock>
          <code className="language-diff">{visible(diff.data.diff) + (diff.data.cut ? '\n[…]' : '')}</code>
        </CodeBlock>
      )}
    </div>
  );
}

/** Who they are called now, or what they were called then where they are gone. */
function useWriterName(): (writer: SpaceVersion['author']) => string {
  const ui = useT('ui');
  const contacts = useWaggleState(selectContacts);
  return ({ contactId, name }) => {
    const now = contactId === '' ? '' : contactIn(contacts, contactId).name;
    return now || visible(name) || ui('someone');
  };
}

type Known = SpaceHistory & { failure: Extract<Reply<never>, { ok: false }> | null; busy: boolean };

function useVersions(chatId: string, path: string | undefined): Known & { more: () => void } {
  const waggle = useWaggle();
  const [known, setKnown] = useState<Known>({ versions: [], next: null, failure: null, busy: true });
  const [asked, setAsked] = useState<{ from?: string }>({});
  useEffect(() => {
    let current = true;
    const place = { chatId, ...(path !== undefined && { path }) };
    void waggle.command('space:history', { ...place, ...asked }).then((reply) => {
      if (!current) return;
      setKnown((now) => {
        if (!reply.ok) return { ...now, failure: reply, busy: false };
        const { versions, next } = reply.data;
        return { versions: [...now.versions, ...versions], next, failure: null, busy: false };
      });
    });
    return () => {
      current = false;
    };
  }, [waggle, chatId, path, asked]);
  return {
    ...known,
    more: () => {
      setKnown((now) => ({ ...now, failure: null, busy: true }));
      setAsked(known.next === null ? {} : { from: known.next });
    },
  };
}
