import { useFormatter } from 'use-intl';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { RECEIPT_NAMES } from '../../shared/chat.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { PanelSheet } from './PanelSheet.tsx';
import { useAnswer } from './useAnswer.ts';

type Entry = { contactId: string; at: number | null };

/** Who got an own message and who read it, and when. */
export function InfoSheet({ message }: { message: Message }) {
  const t = useT('actions');
  const failureText = useFailureText();
  const answer = useAnswer('message:info', { chatId: message.chatId, messageId: message.id });
  return (
    <PanelSheet title={t('messageInfo.title')}>
      <p className="mb-4 line-clamp-4 rounded-lg bg-bubble-own px-3 py-2 whitespace-pre-wrap">{message.text}</p>
      {answer === null ? (
        <Spinner />
      ) : answer.ok ? (
        <Lists message={message} read={answer.data.read} delivered={answer.data.delivered} />
      ) : (
        <Notice kind="failure">{failureText(answer)}</Notice>
      )}
    </PanelSheet>
  );
}

function Lists({ message, read, delivered }: { message: Message; read: Entry[]; delivered: Entry[] }) {
  const t = useT('actions');
  const chat = useWaggleState((state) => state.chats[message.chatId]);
  const seen = new Set(read.map(({ contactId }) => contactId));
  const got = delivered.filter(({ contactId }) => !seen.has(contactId));
  const reached = new Set([...seen, ...got.map(({ contactId }) => contactId)]);
  const rest = (chat ? activeMembers(chat) : [])
    .filter(
      ({ kind, contactId, joinedAt }) =>
        kind === 'user' && contactId !== message.senderId && joinedAt <= message.createdAt && !reached.has(contactId),
    )
    .map(({ contactId }): Entry => ({ contactId, at: null }));
  return (
    <div className="flex flex-col gap-5">
      <List title={t('messageInfo.read')} entries={read} timed />
      <List title={t('messageInfo.delivered')} entries={got} timed />
      {rest.length > 0 && <List title={t('messageInfo.remaining')} entries={rest} />}
    </div>
  );
}

function List({ title, entries, timed = false }: { title: string; entries: readonly Entry[]; timed?: boolean }) {
  const t = useT('actions');
  const format = useFormatter();
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const shown = [...entries].sort((a, b) => (b.at ?? 0) - (a.at ?? 0)).slice(0, RECEIPT_NAMES);
  return (
    <section>
      <h3 className="mb-1 flex justify-between gap-2 text-sm font-semibold text-muted">
        <span>{title}</span>
        <span>
          {entries.length === 0 ? t('messageInfo.nobody') : t('messageInfo.count', { count: entries.length })}
        </span>
      </h3>
      <ul role="list" aria-label={title}>
        {shown.map(({ contactId, at }) => {
          const contact = contactIn(contacts, contactId);
          return (
            <li key={contactId} className="flex min-h-12 items-center gap-3">
              <ContactAvatar contact={contact} size="small" />
              <span className="min-w-0 flex-1">
                <span className="block truncate">{contactName(contact)}</span>
                {timed && (
                  <span className="block text-sm text-muted">
                    {at === null
                      ? t('messageInfo.long')
                      : format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' })}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
