import { useEffect, useState } from 'react';
import { useFormatter } from 'use-intl';
import type { BoardEntry } from '../../shared/board.ts';
import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { useNames } from './useNames.ts';

type Read = { entries: readonly BoardEntry[]; more: boolean };

/** What was done in a chat, the newest first, a page at a time. */
export function RunList({ chatId, onOpen }: { chatId: string; onOpen: (runId: string) => void }) {
  const t = useT('board');
  const words = useT('ui');
  const failureText = useFailureText();
  const { read, failure, more } = useRuns(chatId);
  const over = read?.entries.filter(({ run }) => run.finishedAt !== null) ?? [];
  if (read !== null && failure === null && over.length === 0 && read.entries.length > 0) return null;
  return (
    <section>
      <h3 className="mb-2 text-sm font-semibold text-muted">{t('done')}</h3>
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      {read === null && failure === null && <Skeleton label={words('loading')} rows={3} />}
      {read?.entries.length === 0 && <p className="text-muted">{t('noRuns')}</p>}
      <ul role="list" className="-mx-2 flex flex-col">
        {over.map((entry) => (
          <Entry key={entry.run.id} entry={entry} onOpen={onOpen} />
        ))}
      </ul>
      {read?.more === true && (
        <Button size="small" className="mt-2" onClick={more}>
          {t('more')}
        </Button>
      )}
    </section>
  );
}

function Entry({ entry: { run, request }, onOpen }: { entry: BoardEntry; onOpen: (runId: string) => void }) {
  const t = useT('board');
  const format = useFormatter();
  const cost = useCost();
  const nameOf = useNames();
  const names = [...new Set(run.answers.map(({ agentId }) => agentId))].map(nameOf);
  const parts = [
    format.list(names),
    t(`run.${run.status}`),
    format.dateTime(run.createdAt, { dateStyle: 'short', timeStyle: 'short' }),
    run.costMicros !== null && run.costMicros > 0 ? cost(run.costMicros) : '',
  ];
  return (
    <li>
      <button
        type="button"
        className="w-full rounded-lg px-2 py-2 text-left hover:bg-hover pointer-coarse:min-h-11"
        onClick={() => {
          onOpen(run.id);
        }}
      >
        <span className="line-clamp-2 wrap-anywhere">{request === '' ? t('deleted') : request}</span>
        <span className="block text-sm text-muted tabular-nums">{parts.filter((part) => part !== '').join(' · ')}</span>
      </button>
    </li>
  );
}

/** Read anew when a run begins or ends; the pages before stay. */
function useRuns(chatId: string): { read: Read | null; failure: Failure | null; more: () => void } {
  const waggle = useWaggle();
  const [read, setRead] = useState<Read | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const stamp = useWaggleState((state) =>
    Object.values(state.chats[chatId]?.runs ?? {}).reduce((latest, run) => Math.max(latest, run.version), 0),
  );
  useEffect(() => {
    let shown = true;
    void waggle.command('run:list', { chatId }).then((reply) => {
      if (!shown) return;
      setFailure(reply.ok ? null : reply);
      if (reply.ok) setRead((before) => withFirst(before, { entries: reply.data.runs, more: reply.data.more }));
    });
    return () => {
      shown = false;
    };
  }, [waggle, chatId, stamp]);
  const more = () => {
    const before = read?.entries.at(-1)?.run.id;
    if (before === undefined) return;
    void waggle.command('run:list', { chatId, before }).then((reply) => {
      setFailure(reply.ok ? null : reply);
      if (!reply.ok) return;
      setRead((now) => ({ entries: [...(now?.entries ?? []), ...reply.data.runs], more: reply.data.more }));
    });
  };
  return { read, failure, more };
}

/** The first page anew, before what was read of the others. */
function withFirst(before: Read | null, first: Read): Read {
  const last = first.entries.at(-1)?.run.id;
  const at = before?.entries.findIndex(({ run }) => run.id === last) ?? -1;
  const rest = at === -1 ? [] : (before?.entries.slice(at + 1) ?? []);
  return { entries: [...first.entries, ...rest], more: rest.length > 0 ? (before?.more ?? false) : first.more };
}
