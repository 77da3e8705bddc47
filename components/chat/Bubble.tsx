import { lazy, memo, Suspense, useState } from 'react';
import { useFormatter } from 'use-intl';
import { type ContactView, selectContact } from '../../client/select/contacts.ts';
import type { ThreadItem } from '../../client/select/thread.ts';
import { Attachments } from '../attachments/Attachments.tsx';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { BubbleCards, BubbleExtras, BubbleSigns, BubbleThought, ForwardedLine } from '../messages/BubbleParts.tsx';
import { MessageTools } from '../messages/MessageTools.tsx';
import { Reactions } from '../messages/Reactions.tsx';
import { Selectable } from '../messages/Selectable.tsx';
import { useThreadState } from '../messages/ThreadUiProvider.tsx';
import { RouteReceipt } from '../runs/RouteReceipt.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { cx } from '../ui/cx.ts';
import { AnsweredAnew } from './AnsweredAnew.tsx';
import { AnswerEnd } from './AnswerEnd.tsx';
import { Quote } from './Quote.tsx';
import { StopButton } from './StopButton.tsx';
import { StreamingText } from './StreamingText.tsx';
import { Ticks } from './Ticks.tsx';
import { useContactName } from './useContactName.ts';
import { Working } from './Working.tsx';

const Facts = lazy(() => import('./Facts.tsx').then((module) => ({ default: module.Facts })));

export type BubbleProps = {
  item: Extract<ThreadItem, { kind: 'message' }>;
  /** Several others write here, so their pictures stand beside their bubbles. */
  several: boolean;
};

/** One message. Its accessible name begins with its sender's name. */
export const Bubble = memo(function Bubble({ item, several }: BubbleProps) {
  const { message, own, first, last } = item;
  const contact = useWaggleState((state) => selectContact(state, message.senderId));
  const name = useContactName()(contact);
  const blocked = useWaggleState((state) => several && state.preferences.blocked.includes(message.senderId));
  const [unfolded, setUnfolded] = useState(false);
  const folded = blocked && !unfolded;
  return (
    <div className={cx(first ? 'pt-2' : 'pt-0.5', last && 'pb-0.5')}>
      <Selectable message={message} name={name}>
        <div className="px-3 md:px-5">
          <div className={cx('group flex items-end gap-2', own && 'flex-row-reverse')}>
            {several && !own && (
              <div className="w-8 shrink-0 self-start">{first && <ContactAvatar contact={contact} size="small" />}</div>
            )}
            {folded ? (
              <Folded
                onShow={() => {
                  setUnfolded(true);
                }}
              />
            ) : (
              <Body item={item} several={several} contact={contact} name={name} />
            )}
          </div>
          {message.reactions && !folded && message.deletedAt === null && (
            <div className={several && !own ? 'pl-10' : undefined}>
              <Reactions message={message} own={own} />
            </div>
          )}
          {item.runs.length > 0 && <RouteReceipt message={message} runs={item.runs} own={own} />}
        </div>
      </Selectable>
    </div>
  );
});

function Body({
  item: { message, own, first, tick },
  several,
  contact,
  name,
}: BubbleProps & { contact: ContactView; name: string }) {
  const t = useT('chat');
  const format = useFormatter();
  const details = useThreadState((state) => state.details.includes(message.id));
  const time = format.dateTime(message.createdAt, { hour: 'numeric', minute: '2-digit' });
  const deleted = message.deletedAt !== null;
  const streaming = message.status === 'streaming';
  return (
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
      {message.forwarded && !deleted && <ForwardedLine />}
      {message.replyTo !== null && !deleted && <Quote messageId={message.replyTo} fromId={message.id} />}
      {!deleted && <BubbleThought message={message} />}
      {!deleted && <BubbleCards message={message} name={name} />}
      {message.attachments && !deleted && <Attachments attachments={message.attachments} />}
      {deleted ? (
        <p className="text-muted italic">{t(message.unreadable ? 'unreadable' : 'deleted')}</p>
      ) : (
        // An event says its title itself.
        !message.appointment &&
        !(message.attachments && message.text === '') && (
          <StreamingText message={message} working={<Working message={message} name={name} />} />
        )
      )}
      {!deleted && <BubbleExtras message={message} />}
      {!deleted && message.facts?.first?.shown && <AnsweredAnew first={message.facts.first} />}
      {!deleted && <AnswerEnd message={message} />}
      {details && message.facts && (
        <Suspense>
          <Facts message={message} facts={message.facts} />
        </Suspense>
      )}
      <footer className="bubble-foot">
        {!deleted && !streaming && <MessageTools message={message} name={name} />}
        {streaming && <StopButton message={message} name={name} />}
        {message.facts?.demo && <span className="rounded bg-tint px-1 text-accent">{t('demo')}</span>}
        {!deleted && <BubbleSigns message={message} />}
        <time dateTime={new Date(message.createdAt).toISOString()}>{time}</time>
        {tick && <Ticks tick={tick} />}
      </footer>
    </article>
  );
}

/** In place of what somebody wrote whom the person has blocked. */
function Folded({ onShow }: { onShow: () => void }) {
  const t = useT('actions');
  return (
    <p className="rounded-bubble border border-dashed border-edge/60 px-3 py-1.5 text-sm text-muted">
      {t('blocked')} ·{' '}
      <button type="button" className="bubble-action" onClick={onShow}>
        {t('show')}
      </button>
    </p>
  );
}

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
