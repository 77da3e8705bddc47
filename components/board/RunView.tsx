import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useFormatter, useNow } from 'use-intl';
import type { BoardRun } from '../../shared/board.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { Picture } from './Picture.tsx';
import { StepRow } from './StepRow.tsx';
import { Timeline } from './Timeline.tsx';
import { useBoardRun } from './useBoardRun.ts';
import { useDuration } from './useDuration.ts';

export type RunViewProps = {
  chatId: string;
  runId: string;
  /** The answer to which somebody wants to add something at once. */
  adding: string | null;
  onBack: () => void;
  onShow: (messageId: string) => void;
};

/** One run: when who worked, who passed what to whom, and each step with what one can do about it. */
export function RunView({ chatId, runId, adding, onBack, onShow }: RunViewProps) {
  const t = useT('board');
  const words = useT('ui');
  const failureText = useFailureText();
  const { board, failure } = useBoardRun(chatId, runId);
  return (
    <div className="flex flex-col gap-6">
      <Button kind="quiet" size="small" onClick={onBack} className="-ml-3 self-start">
        <ArrowLeft aria-hidden size={15} />
        {t('back')}
      </Button>
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      {board === null ? (
        failure === null && <Skeleton label={words('loading')} rows={3} />
      ) : (
        <Shown board={board} chatId={chatId} adding={adding} onShow={onShow} />
      )}
    </div>
  );
}

function Shown({
  board,
  chatId,
  adding,
  onShow,
}: Pick<RunViewProps, 'chatId' | 'adding' | 'onShow'> & { board: BoardRun }) {
  const t = useT('board');
  const going = board.run.finishedAt === null;
  const ticking = useNow(going ? { updateInterval: 1000 } : {}).getTime();
  // The clock of this device may be behind the server's.
  const now = Math.max(ticking, board.run.createdAt);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (adding === null) heading.current?.focus();
  }, [adding]);
  return (
    <>
      <header>
        <h3 ref={heading} tabIndex={-1} className="line-clamp-3 font-semibold wrap-anywhere outline-none">
          {board.request === '' ? t('deleted') : board.request}
        </h3>
        <Summary board={board} now={now} />
      </header>
      {board.steps.length > 0 && (
        <>
          <Part title={t('timeline')}>
            <Timeline board={board} now={now} />
          </Part>
          <Part title={t('picture')}>
            <Picture board={board} onShow={onShow} />
          </Part>
          <Part title={t('steps')}>
            <ol role="list" className="flex flex-col gap-4">
              {board.steps.map((step) => (
                <StepRow
                  key={step.messageId}
                  step={step}
                  chatId={chatId}
                  adding={adding === step.messageId}
                  onShow={onShow}
                />
              ))}
            </ol>
          </Part>
        </>
      )}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h4 className="mb-3 text-sm font-semibold text-muted">{title}</h4>
      {children}
    </section>
  );
}

function Summary({ board: { run, steps }, now }: { board: BoardRun; now: number }) {
  const t = useT('board');
  const format = useFormatter();
  const duration = useDuration();
  const cost = useCost();
  const parts = [
    t(`run.${run.status}`),
    format.dateTime(run.createdAt, { dateStyle: 'medium', timeStyle: 'short' }),
    steps.length > 0 ? duration((run.finishedAt ?? now) - run.createdAt) : '',
    run.costMicros !== null && run.costMicros > 0 ? cost(run.costMicros) : '',
  ];
  return <p className="mt-1 text-sm text-muted tabular-nums">{parts.filter((part) => part !== '').join(' · ')}</p>;
}
