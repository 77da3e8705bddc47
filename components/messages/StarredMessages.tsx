'use client';
import { Star, StarOff } from 'lucide-react';
import { useFormatter } from 'use-intl';
import { selectChatRow } from '../../client/select/chatRows.ts';
import { selectContact } from '../../client/select/contacts.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { showToast } from '../ui/toasts.ts';
import { jumpTo } from './jumps.ts';
import { type Starred, useStarred } from './useStarred.ts';

/** What the person starred everywhere; each leads to its place. */
export function StarredMessages() {
  const t = useT('actions');
  const starred = useStarred(null);
  if (starred.length === 0) {
    return (
      <EmptyState
        picture={<Star aria-hidden size={40} className="text-accent" />}
        title={t('stars.none')}
        text={t('stars.noneText')}
      />
    );
  }
  return <List starred={starred} />;
}

/** What the person starred in one chat; nothing where that is nothing. */
export function StarredInChat({ chatId }: { chatId: string }) {
  const t = useT('actions');
  const starred = useStarred(chatId);
  if (starred.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 font-semibold">{t('stars.title')}</h3>
      <List starred={starred} />
    </section>
  );
}

function List({ starred }: { starred: readonly Starred[] }) {
  const t = useT('actions');
  return (
    <ul role="list" aria-label={t('stars.title')} className="flex flex-col">
      {starred.map((entry) => (
        <li key={entry.mark.messageId} className="border-b border-line last:border-0">
          <Row {...entry} />
        </li>
      ))}
    </ul>
  );
}

function Row({ mark, message }: Starred) {
  const t = useT('actions');
  const tUi = useT('ui');
  const format = useFormatter();
  const waggle = useWaggle();
  const filesLine = useFilesLine();
  const contactName = useContactName();
  const row = useWaggleState((state) => selectChatRow(state, mark.chatId));
  const contact = useWaggleState((state) => selectContact(state, message?.senderId ?? ''));
  const { chatId, messageId } = mark;
  const name = message ? contactName(contact) : '';
  const chat = row ? (row.contact ? contactName(row.contact) : row.title) : '';
  const star = (on: boolean) => {
    waggle.act('message:star', { chatId, messageId, on });
  };
  return (
    <div className="flex items-center gap-1">
      <button
        type="button"
        aria-label={t('stars.go', { name })}
        aria-description={message?.text}
        onClick={() => {
          jumpTo(chatId, messageId);
        }}
        className="flex min-h-16 min-w-0 flex-1 items-start gap-3 rounded-lg px-2 py-2.5 text-left hover:bg-hover"
      >
        <ContactAvatar contact={contact} size="small" />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline justify-between gap-2">
            <span className="truncate text-sm font-medium">
              {message ? (name === chat ? name : t('stars.in', { name, chat })) : chat}
            </span>
            {message && (
              <time className="shrink-0 text-xs text-muted">
                {format.dateTime(message.createdAt, { dateStyle: 'medium' })}
              </time>
            )}
          </span>
          <span className="line-clamp-2 text-muted">
            {message && (plainLine(message.text) || filesLine(message.attachments ?? []))}
          </span>
        </span>
      </button>
      <IconButton
        icon={StarOff}
        size="small"
        label={t('unstar')}
        onClick={() => {
          star(false);
          showToast({
            text: t('unstarredToast'),
            action: {
              label: tUi('undo'),
              run: () => {
                star(true);
              },
            },
          });
        }}
      />
    </div>
  );
}
