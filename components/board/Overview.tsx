import { Square } from 'lucide-react';
import { useState } from 'react';
import { type AnswerNow, type Need, selectAnswersNow } from '../../client/select/answersNow.ts';
import { useDoing } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { GoOn } from './Added.tsx';
import { AgentRow, RowAction } from './AgentRow.tsx';
import { RunList } from './RunList.tsx';
import { SteerForm } from './SteerForm.tsx';
import { useBoardActions } from './useBoardActions.ts';
import { useNames } from './useNames.ts';

const NEEDS: readonly Need[] = ['you', 'working', 'waiting'];

export type OverviewProps = { chatId: string; onOpen: (runId: string) => void; onShow: (messageId: string) => void };

/** Who of a chat needs somebody, works and waits, and what was done before. */
export function Overview({ chatId, onOpen, onShow }: OverviewProps) {
  const t = useT('board');
  const tRuns = useT('runs');
  const act = useBoardActions();
  const answers = useWaggleState((state) => selectAnswersNow(state, chatId));
  const isGoing = answers.some(({ passOn }) => passOn === null);
  return (
    <div className="flex flex-col gap-6">
      {isGoing && (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            act('run:stop', { chatId });
          }}
        >
          <Square aria-hidden size={12} className="fill-current" />
          {tRuns('stopAll')}
        </Button>
      )}
      {answers.length === 0 && <p className="text-muted">{t('nobody')}</p>}
      {NEEDS.map((need) => {
        const its = answers.filter((answer) => answer.need === need);
        if (its.length === 0) return null;
        return (
          <section key={need}>
            <h3 className="mb-2 text-sm font-semibold text-muted">{t(`need.${need}`)}</h3>
            <ul role="list" className="flex flex-col gap-3">
              {its.map((answer) => (
                <Now key={answer.messageId} chatId={chatId} answer={answer} onOpen={onOpen} onShow={onShow} />
              ))}
            </ul>
          </section>
        );
      })}
      <RunList chatId={chatId} onOpen={onOpen} />
    </div>
  );
}

function Now({ chatId, answer, onOpen, onShow }: OverviewProps & { answer: AnswerNow }) {
  const t = useT('board');
  const nameOf = useNames();
  const act = useBoardActions();
  const [open, setOpen] = useState(false);
  const { messageId, runId, passOn, share } = answer;
  const name = nameOf(answer.agentId);
  return (
    <AgentRow
      agentId={answer.agentId}
      status={
        <span className="text-sm text-muted">
          <Does answer={answer} chatId={chatId} />
        </span>
      }
      onShow={() => {
        onShow(messageId);
      }}
    >
      {share !== null && <progress value={share} max={1} aria-label={name} className="mt-1 h-1.5 w-full" />}
      {passOn !== null && <p className="text-sm">{t('asks', { name, other: nameOf(passOn) })}</p>}
      <div className="-ml-1.5 mt-0.5 flex flex-wrap gap-x-1">
        {runId !== null && (
          <RowAction
            text={t('showHow')}
            label={`${t('showHow')}: ${name}`}
            onClick={() => {
              onOpen(runId);
            }}
          />
        )}
        {passOn === null && (
          <>
            {!open && (
              <RowAction
                text={t('add')}
                label={t('addFor', { name })}
                onClick={() => {
                  setOpen(true);
                }}
              />
            )}
            <RowAction
              text={t('stop')}
              label={t('stopIt', { name })}
              onClick={() => {
                act('answer:stop', { chatId, messageId });
              }}
            />
          </>
        )}
      </div>
      {passOn !== null && <GoOn chatId={chatId} messageId={messageId} to={passOn} />}
      {open && passOn === null && (
        <SteerForm
          {...{ chatId, messageId, name }}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </AgentRow>
  );
}

function Does({ answer: { need, step, tool, runId, passOn }, chatId }: { answer: AnswerNow; chatId: string }) {
  const t = useT('board');
  const doing = useDoing();
  const nameOf = useNames();
  const askedBy = useWaggleState((state) => state.chats[chatId]?.runs[runId ?? '']?.askedBy);
  if (passOn !== null) return t('state.waiting');
  if (step === 'waiting' && need === 'waiting') return t('waitsFor', { name: nameOf(askedBy ?? '') });
  return doing({ step: step ?? (need === 'working' ? 'writing' : null), tool });
}
