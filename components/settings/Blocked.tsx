'use client';
import { Ban } from 'lucide-react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useBlock } from '../contacts/useBlock.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

/** Whom I have blocked, and the way back for each. */
export function Blocked() {
  const t = useT('chats');
  const blocked = useWaggleState((state) => state.preferences.blocked);
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const block = useBlock();
  if (blocked.length === 0) {
    return (
      <EmptyState
        picture={<Ban aria-hidden size={40} className="text-muted" />}
        title={t('noBlocked')}
        text={t('blockedIntro')}
      />
    );
  }
  return (
    <>
      <p className="text-muted">{t('blockedIntro')}</p>
      <ul role="list" aria-label={t('blockedTitle')} className="-mx-2 flex flex-col gap-1">
        {blocked.map((id) => {
          const contact = contactIn(contacts, id);
          const name = contactName(contact);
          return (
            <li key={id} className="flex min-h-14 items-center gap-3 rounded-xl px-2 py-1.5">
              <ContactAvatar contact={contact} />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Button
                size="small"
                busy={block.busy === id}
                aria-label={t('unblockNamed', { name })}
                onClick={() => {
                  block.set(id, name, false);
                }}
              >
                {t('unblock')}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
