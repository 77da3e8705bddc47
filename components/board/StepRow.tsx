import { useState } from 'react';
import { useFormatter } from 'use-intl';
import { selectOnlyAdminsWrite } from '../../client/select/silence.ts';
import type { BoardStep } from '../../shared/board.ts';
import { AgainButton } from '../choices/AgainButton.tsx';
import { useDoing } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { GoOn } from './Added.tsx';
import { AgentRow, RowAction } from './AgentRow.tsx';
import { SteerForm } from './SteerForm.tsx';
import { SteerLines } from './SteerLines.tsx';
import { useBoardActions } from './useBoardActions.ts';
import { useNames } from './useNames.ts';

export type StepRowProps = {
  step: BoardStep;
  chatId: string;
  /** Opens with the field to add something. */
  adding: boolean;
  onShow: (messageId: string) => void;
};

/** One step of a run: how it stands, what it took, and what one can do about it. */
export function StepRow({ step, chatId, adding, onShow }: StepRowProps) {
  const t = useT('board');
  const nameOf = useNames();
  const act = useBoardActions();
  const isWritten = useWaggleState((state) => state.chats[chatId]?.messages[step.messageId]?.status === 'streaming');
  const mayWrite = useWaggleState((state) => !selectOnlyAdminsWrite(state, chatId));
  const [open, setOpen] = useState(adding && mayWrite);
  const { messageId, handedBy, task, steers, passesOnTo, endedAt } = step;
  const name = nameOf(step.agentId);
  const going = endedAt === null;
  const answer = useWaggleState((state) => state.chats[chatId]?.messages[messageId]);
  const isAnswerThere = answer?.deletedAt === null;
  return (
    <AgentRow
      agentId={step.agentId}
      status={<Status step={step} />}
      onShow={() => {
        onShow(messageId);
      }}
    >
      {handedBy !== null && (
        <p className="line-clamp-3 text-sm text-muted wrap-anywhere">
          {t('handedBy', { name: nameOf(handedBy), task })}
        </p>
      )}
      <Took step={step} />
      {steers.length > 0 && <SteerLines steers={steers} over={!going} />}
      <div className="-ml-1.5 mt-1 flex flex-wrap gap-x-1">
        {mayWrite && going && isWritten && !open && (
          <RowAction
            text={t('add')}
            label={t('addFor', { name })}
            onClick={() => {
              setOpen(true);
            }}
          />
        )}
        {going && isWritten && (
          <RowAction
            text={t('stop')}
            label={t('stopIt', { name })}
            onClick={() => {
              act('answer:stop', { chatId, messageId });
            }}
          />
        )}
        {mayWrite && !going && !isWritten && isAnswerThere && (
          <RowAction
            text={t('again')}
            label={t('againIt', { name })}
            onClick={() => {
              act('answer:retry', { chatId, messageId, mode: 'again' });
            }}
          />
        )}
        {mayWrite && !going && !isWritten && isAnswerThere && (
          <AgainButton message={answer} text={t('againWith')} label={t('againWithIt', { name })} />
        )}
      </div>
      {mayWrite && passesOnTo !== null && isAnswerThere && <PassOn step={step} chatId={chatId} to={passesOnTo} />}
      {open && going && (
        <SteerForm
          chatId={chatId}
          messageId={messageId}
          name={name}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </AgentRow>
  );
}

function PassOn({ step, chatId, to }: { step: BoardStep; chatId: string; to: string }) {
  const t = useT('board');
  const nameOf = useNames();
  const isAsked = useWaggleState((state) => state.chats[chatId]?.messages[step.messageId]?.passOn !== undefined);
  if (!isAsked) return null;
  return (
    <>
      <p className="mt-1 text-sm">{t('asks', { name: nameOf(step.agentId), other: nameOf(to) })}</p>
      <GoOn chatId={chatId} messageId={step.messageId} to={to} />
    </>
  );
}

/** What it does right now, as far as that is told here; else how it stands. */
function Status({ step: { state, messageId, waitsFor } }: { step: BoardStep }) {
  const t = useT('board');
  const nameOf = useNames();
  const doing = useDoing();
  const told = useWaggleState((now) => now.steps[messageId] ?? null);
  const tool = useWaggleState((now) => now.stepTools[messageId]?.at(-1)?.tool ?? null);
  const text = (() => {
    if (state === 'waiting' && waitsFor !== null) return t('waitsFor', { name: nameOf(waitsFor) });
    return state === 'working' && told !== null ? doing({ step: told, tool }) : t(`state.${state}`);
  })();
  return <span className={state === 'failed' ? 'text-sm text-danger' : 'text-sm text-muted'}>{text}</span>;
}

function Took({ step: { turns, calls, moreCalls, costMicros } }: { step: BoardStep }) {
  const t = useT('board');
  const format = useFormatter();
  const cost = useCost();
  const demo = useT('chat')('demo');
  const last = turns.at(-1);
  if (last === undefined && calls.length === 0) return null;
  const tokens = turns.reduce((sum, { inputTokens, outputTokens }) => sum + inputTokens + outputTokens, 0);
  const parts = [
    last === undefined ? '' : t('turns', { count: turns.length, model: last.model === 'demo' ? demo : last.model }),
    tokens > 0 ? t('tokens', { count: format.number(tokens) }) : '',
    calls.length > 0 ? t('callCount', { count: calls.length + moreCalls }) : '',
    costMicros > 0 ? cost(costMicros) : '',
  ];
  return (
    <p className="text-sm text-muted tabular-nums wrap-anywhere">{parts.filter((part) => part !== '').join(' · ')}</p>
  );
}
