import { ShieldQuestion, TriangleAlert } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { selectVoice } from '../../client/select/voices.ts';
import type { Message } from '../../shared/message.ts';
import type { Failure } from '../../shared/reply.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { NotThere } from './CallDetails.tsx';
import { CallInputView } from './CallInputView.tsx';
import { CONFIRMS } from './confirms.ts';
import { Denial } from './Denial.tsx';
import { Needs } from './Needs.tsx';
import { Findings } from './Findings.tsx';
import { useCall } from './useCall.ts';
import { useTimeLeft } from './useTimeLeft.ts';
import { useToolWords } from './useToolWords.ts';

/** What they are given names times without a place. */
const TELLS_TIMES = new Set(['post_event', 'mail_event']);

export type ApprovalProps = { message: Message; card: ToolCard; name: string; onDecided: () => void };

/** A card that waits: what the agent wants to do, all of it; those whose voice counts say yes or no. */
export function Approval({ message, card, name, onDecided }: ApprovalProps) {
  const t = useT('cards');
  const policies = useT('policies');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const call = useCall(message, card);
  const id = useId();
  const act = useToolWords()(card, 'act');
  const left = useTimeLeft(card.approval?.expiresAt ?? 0);
  const voice = useWaggleState((state) => selectVoice(state, message, card));
  const confirms = card.tool === CONFIRMS;
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const [busy, setBusy] = useState<'allow' | 'deny' | null>(null);
  const [denying, setDenying] = useState(false);
  const [failure, setFailure] = useState<Failure | null>(null);
  const denyButton = useRef<HTMLButtonElement>(null);
  const wasDenying = useRef(false);
  useEffect(() => {
    if (wasDenying.current && !denying) denyButton.current?.focus();
    wasDenying.current = denying;
  }, [denying]);

  const { approval } = card;
  if (!approval) return null;
  const decide = (allowed: boolean, reason: string) => {
    setBusy(allowed ? 'allow' : 'deny');
    setFailure(null);
    const { chatId, id: messageId } = message;
    void waggle
      .command('call:decide', { chatId, messageId, key: card.key, hash: approval.hash, allowed, reason })
      .then((reply) => {
        setBusy(null);
        if (!reply.ok) setFailure(reply);
        else onDecided();
      });
  };

  return (
    <section aria-labelledby={id} className="my-1 rounded-lg border border-agent bg-agent-tint p-2.5">
      <div className="flex items-start gap-x-2">
        <p id={id} className="flex min-w-0 flex-1 items-start gap-1.5 font-semibold">
          <ShieldQuestion aria-hidden size={17} className="mt-px shrink-0 text-agent" />
          <span>{t('wants', { name, act })}</span>
        </p>
        <span className="shrink-0 text-xs leading-[1.125rem] text-muted tabular-nums">{left ?? t('late')}</span>
      </div>
      {approval.tainted && (
        <p className="mt-1.5 flex items-start gap-1.5 text-sm text-danger">
          <TriangleAlert aria-hidden size={15} className="mt-px shrink-0" />
          <span>{t('tainted')}</span>
        </p>
      )}
      <div className="card-details">
        <Findings findings={card.findings ?? []} />
        {call.kind === 'there' ? (
          <CallInputView tool={card.tool} input={call.call.input} />
        ) : (
          <div className="min-h-10">
            <NotThere state={call} />
          </div>
        )}
      </div>
      {approval.timeZone !== undefined && approval.timeZone !== here && TELLS_TIMES.has(card.tool) && (
        <p className="mt-2 text-sm text-muted">
          {policies('timeZone', { zone: approval.timeZone.replaceAll('_', ' ') })}
        </p>
      )}
      <Needs message={message} approval={approval} voice={voice} confirms={confirms} />
      {failure && (
        <p role="alert" className="mt-2 text-sm text-danger">
          {failureText(failure)}
        </p>
      )}
      {voice === 'none' ? null : denying ? (
        <Denial
          act={confirms ? null : act}
          busy={busy === 'deny'}
          onDeny={(reason) => {
            decide(false, reason);
          }}
          onBack={() => {
            setDenying(false);
          }}
        />
      ) : (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {voice === 'wanted' && (
            <Button
              kind="primary"
              size="small"
              busy={busy === 'allow'}
              disabled={call.kind !== 'there'}
              aria-label={confirms ? undefined : t('allowIt', { act })}
              onClick={() => {
                decide(true, '');
              }}
            >
              {confirms ? policies('right') : t('allow')}
            </Button>
          )}
          <Button
            ref={denyButton}
            size="small"
            disabled={busy !== null}
            aria-label={confirms ? undefined : t('denyIt', { act })}
            onClick={() => {
              setDenying(true);
            }}
          >
            {confirms ? policies('wrong') : t('deny')}
          </Button>
        </div>
      )}
    </section>
  );
}
