import { CircleAlert } from 'lucide-react';
import { memo } from 'react';
import { useFormatter } from 'use-intl';
import { selectMentionables } from '../../client/select/route.ts';
import type { Outgoing } from '../../client/state.ts';
import { Attachments, OutgoingFiles } from '../attachments/Attachments.tsx';
import { useT } from '../i18n/useT.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import { ForwardedLine } from '../messages/BubbleParts.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { Quote } from './Quote.tsx';
import { Ticks } from './Ticks.tsx';

/** An own message the server has not stored yet: with a clock, or refused with the way on. */
export const OutgoingBubble = memo(function OutgoingBubble({
  outgoing,
  first,
  onEdit,
}: {
  outgoing: Outgoing;
  first: boolean;
  /** Gives the text back to the composer. */
  onEdit: (text: string) => void;
}) {
  const t = useT('chat');
  const tUi = useT('ui');
  const waggle = useWaggle();
  const format = useFormatter();
  const failureText = useFailureText();
  const mentionable = useWaggleState((state) => selectMentionables(state, outgoing.chatId));
  const name = useWaggleState((state) => (state.session.kind === 'signed-in' ? state.session.user.name : ''));
  const time = format.dateTime(outgoing.createdAt, { hour: 'numeric', minute: '2-digit' });
  return (
    <div className={cx('flex flex-row-reverse px-3 md:px-5', first ? 'pt-2' : 'pt-0.5')}>
      <article aria-label={t('bubble', { name, time })} className={cx('bubble bubble-own', first && 'bubble-first')}>
        {outgoing.forwarded && <ForwardedLine />}
        {outgoing.replyTo !== null && <Quote messageId={outgoing.replyTo} fromId={outgoing.id} />}
        {outgoing.attachments && <Attachments attachments={outgoing.attachments} />}
        {outgoing.files && <OutgoingFiles ids={outgoing.files} />}
        {outgoing.text.trim() !== '' && <Markdown text={outgoing.text} streaming={false} mentionable={mentionable} />}
        {outgoing.poll && (
          <ul role="list" className="mt-1 w-72 max-w-full list-disc pl-5 text-muted">
            {outgoing.poll.choices.map((choice) => (
              <li key={choice}>{choice}</li>
            ))}
          </ul>
        )}
        {outgoing.status.kind === 'refused' && (
          <div role="alert" className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <p className="flex items-start gap-1.5 text-danger">
              <CircleAlert aria-hidden size={16} className="mt-px shrink-0" />
              <span>
                {t('notSent')} {failureText(outgoing.status.failure)}
              </span>
            </p>
            <button
              type="button"
              className="bubble-action"
              onClick={() => {
                waggle.resend(outgoing.chatId, outgoing.id);
              }}
            >
              {tUi('tryAgain')}
            </button>
            <button
              type="button"
              className="bubble-action"
              onClick={() => {
                onEdit(waggle.discard(outgoing.chatId, outgoing.id));
              }}
            >
              {t('discard')}
            </button>
          </div>
        )}
        <footer className="bubble-foot">
          <time dateTime={new Date(outgoing.createdAt).toISOString()}>{time}</time>
          {outgoing.status.kind === 'waiting' && <Ticks tick="waiting" />}
        </footer>
      </article>
    </div>
  );
});
