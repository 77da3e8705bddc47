'use client';
import { RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useFormatter } from 'use-intl';
import type { CommandOutput } from '../../shared/command.ts';
import type { Failure } from '../../shared/reply.ts';
import type { Run } from '../../shared/run.ts';
import type { Span } from '../../shared/trace.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Select } from '../ui/Select.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import type { Place } from './SpanDetails.tsx';
import { SpanList, type ToolLabels } from './SpanList.tsx';
import { spanTree, sumsOf } from './spanTree.ts';
import { useTime } from './useTime.ts';

type TraceDialogProps = { chatId: string; runs: readonly Run[]; onClose: () => void };

/** How the runs of a request went: what was done when, by whom, for how much, and what failed. */
export function TraceDialog({ chatId, runs, onClose }: TraceDialogProps) {
  const t = useT('trace');
  const words = useT('ui');
  const format = useFormatter();
  const failureText = useFailureText();
  const admin = useWaggleState(isAdmin);
  const [runId, setRunId] = useState(runs.at(-1)?.id ?? '');
  const { read, failure, busy, reload } = useTrace(chatId, runId);
  const isGoing = runs.some(({ id, finishedAt }) => id === runId && finishedAt === null);
  return (
    <Dialog
      open
      size="wide"
      title={t('title')}
      description={t('about')}
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <Button busy={busy} onClick={reload}>
          <RefreshCw aria-hidden size={16} />
          {t('reload')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {runs.length > 1 && (
          <Select
            label={t('which')}
            value={runId}
            options={runs.map(({ id, createdAt }) => ({
              value: id,
              label: format.dateTime(createdAt, { dateStyle: 'medium', timeStyle: 'medium' }),
            }))}
            onChange={setRunId}
          />
        )}
        {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
        {!read && !failure && <Skeleton label={words('loading')} rows={4} />}
        {read && (
          <>
            {isGoing && <p className="text-muted">{t('going')}</p>}
            {read.spans.length === 0 && !isGoing && <p className="text-muted">{t('nothing')}</p>}
            {read.spans.length > 0 && (
              <>
                <Sums spans={read.spans} />
                <Spans key={runId} place={{ chatId, runId }} spans={read.spans} />
                {read.more && <p className="text-muted">{t('more', { count: read.spans.length })}</p>}
              </>
            )}
            {admin && !read.texts && <p className="text-sm text-muted">{t('noTexts')}</p>}
          </>
        )}
      </div>
    </Dialog>
  );
}

function Spans({ place, spans }: { place: Place; spans: readonly Span[] }) {
  const tree = useMemo(() => spanTree(spans), [spans]);
  const labels = useLabels(place);
  return <SpanList nodes={tree} place={place} labels={labels} />;
}

/** From the cards of the answers, as they are when the trace is opened. */
function useLabels({ chatId, runId }: Place): ToolLabels {
  const { store } = useWaggle();
  return useMemo(() => {
    const messages = Object.values(store.getState().chats[chatId]?.messages ?? {});
    const cards = messages.flatMap((message) => (message.runId === runId ? (message.cards ?? []) : []));
    return new Map(cards.flatMap(({ tool, label }) => (label === undefined ? [] : [[tool, label]])));
  }, [store, chatId, runId]);
}

function Sums({ spans }: { spans: readonly Span[] }) {
  const t = useT('trace');
  const time = useTime();
  const cost = useCost();
  const { ms, requests, failed, inputTokens, outputTokens, costMicros } = sumsOf(spans);
  const facts = [
    [t('time'), time(ms)],
    [t('requests'), failed === 0 ? String(requests) : t('someFailed', { count: requests, failed })],
    [t('tokens'), t('inOut', { input: inputTokens, output: outputTokens })],
    [t('cost'), cost(costMicros)],
  ] as const;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-xs text-muted">{name}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function useTrace(chatId: string, runId: string) {
  const waggle = useWaggle();
  const [state, setState] = useState<{ runId: string; read: CommandOutput<'trace:read'> } | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [busy, setBusy] = useState(false);
  const load = useCallback(async () => {
    setBusy(true);
    const reply = await waggle.command('trace:read', { chatId, runId });
    setBusy(false);
    setFailure(reply.ok ? null : reply);
    if (reply.ok) setState({ runId, read: reply.data });
  }, [waggle, chatId, runId]);
  useEffect(() => void load(), [load]);
  return { read: state?.runId === runId ? state.read : null, failure, busy, reload: () => void load() };
}
