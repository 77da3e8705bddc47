import { memo, useState } from 'react';
import { useFormatter } from 'use-intl';
import { type ContactView, selectContact } from '../../client/select/contacts.ts';
import type { ThreadItem } from '../../client/select/thread.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { RouteReceipt } from '../runs/RouteReceipt.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { cx } from '../ui/cx.ts';
import { AnswerEnd } from './AnswerEnd.tsx';
import { BubbleMenu } from './BubbleMenu.tsx';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { Facts } from './Facts.tsx';
import { Quote } from './Quote.tsx';
import { StopButton } from './StopButton.tsx';
import { StreamingText } from './StreamingText.tsx';
import { Ticks } from './Ticks.tsx';
import { useContactName } from './useContactName.ts';
import { Working } from './Working.tsx';

export type BubbleProps = {
  item: Extract<ThreadItem, { kind: 'message' }>;
  /** Several others write here, so their pictures stand beside their bubbles. */
  several: boolean;
  onReply: (message: Message) => void;
  onJump: (messageId: string) => void;
};

/** One message. Its accessible name begins with its sender's name. */
export const Bubble = memo(function Bubble({ item, several, onReply, onJump }: BubbleProps) {
  const { message, own, first, last } = item;
  const contact = useWaggleState((state) => selectContact(state, message.senderId));
  const name = useContactName()(contact);
  const t = useT('chat');
  const format = useFormatter();
  const [details, setDetails] = useState(false);
  const time = format.dateTime(message.createdAt, { hour: 'numeric', minute: '2-digit' });
  const deleted = message.deletedAt !== null;
  const streaming = message.status === 'streaming';
  return (
    <div className={cx('px-3 md:px-5', first ? 'pt-2' : 'pt-0.5', last && 'pb-0.5')}>
      <div className={cx('group flex items-end gap-2', own && 'flex-row-reverse')}>
        {several && !own && (
          <div className="w-8 shrink-0 self-start">{first && <ContactAvatar contact={contact} size="small" />}</div>
        )}
        <article
          aria-label={t('bubble', { name, time })}
          aria-busy={streaming || undefined}
          data-message={message.id}
          className={cx(
            'bubble',
            own ? 'bubble-own' : 'bubble-other',
            contact.kind === 'agent' && 'bubble-agent',
            first && 'bubble-first',
          )}
          style={colours(contact)}
        >
          {first && !own && (several || contact.kind === 'agent') && <Sender contact={contact} name={name} />}
          {message.replyTo !== null && !deleted && (
            <Quote chatId={message.chatId} messageId={message.replyTo} onJump={onJump} />
          )}
          {deleted ? (
            <p className="text-muted italic">{t('deleted')}</p>
          ) : (
            <StreamingText message={message} working={<Working message={message} name={name} />} />
          )}
          {!deleted && <AnswerEnd message={message} />}
          {details && message.facts && <Facts facts={message.facts} />}
          <footer className="bubble-foot">
            {!deleted && !streaming && (
              <BubbleMenu
                message={message}
                name={name}
                details={details}
                onDetails={() => {
                  setDetails(!details);
                }}
                onReply={onReply}
              />
            )}
            {streaming && <StopButton message={message} name={name} />}
            {message.facts?.demo && <span className="rounded bg-tint px-1 text-accent">{t('demo')}</span>}
            {message.editedAt !== null && <span>{t('edited')}</span>}
            <time dateTime={new Date(message.createdAt).toISOString()}>{time}</time>
            {item.tick && <Ticks tick={item.tick} />}
          </footer>
        </article>
      </div>
      {item.runs.length > 0 && <RouteReceipt message={message} runs={item.runs} own={own} />}
    </div>
  );
});

function Sender({ contact, name }: { contact: ContactView; name: string }) {
  return (
    <p className={cx('mb-0.5 truncate text-sm font-semibold', contact.kind === 'agent' ? 'text-agent' : 'text-muted')}>
      {name}
    </p>
  );
}

function colours(contact: ContactView) {
  return contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined;
}
