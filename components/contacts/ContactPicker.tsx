'use client';
import { useState } from 'react';
import type { ContactView } from '../../client/select/contacts.ts';
import { useT } from '../i18n/useT.ts';
import { SearchField } from '../ui/SearchField.tsx';
import { Tick } from '../ui/Tick.tsx';
import { ContactAvatar } from './ContactAvatar.tsx';
import { matching } from './contactSearch.ts';
import { useAgentWords } from './useAgentWords.ts';

export type ContactPickerProps = {
  contacts: readonly ContactView[];
  /** With `chosen` the rows are boxes to tick, without it each row acts at once. */
  chosen?: ReadonlySet<string>;
  onPick: (contact: ContactView) => void;
  autoFocus?: boolean;
};

/** People and agents to choose from, with a search field above. */
export function ContactPicker({ contacts, chosen, onPick, autoFocus = false }: ContactPickerProps) {
  const t = useT('contacts');
  const words = useT('ui');
  const [text, setText] = useState('');
  const shown = matching(contacts, text);
  const first = shown[0];
  return (
    <div className="flex flex-col gap-2">
      {contacts.length > 6 && (
        <SearchField
          label={t('searchContacts')}
          clearLabel={words('clear')}
          text={text}
          autoFocus={autoFocus}
          onChange={setText}
          onEnter={() => {
            if (first) onPick(first);
          }}
        />
      )}
      <Group
        title={t('people')}
        contacts={shown.filter(({ kind }) => kind === 'user')}
        chosen={chosen}
        onPick={onPick}
      />
      <Group
        title={t('agents')}
        contacts={shown.filter(({ kind }) => kind === 'agent')}
        chosen={chosen}
        onPick={onPick}
      />
      {shown.length === 0 && (
        <p role="status" className="py-4 text-center text-muted">
          {t('nobodyFound', { text: text.trim() })}
        </p>
      )}
    </div>
  );
}

function Group({ title, contacts, chosen, onPick }: Omit<ContactPickerProps, 'autoFocus'> & { title: string }) {
  const words = useAgentWords();
  if (contacts.length === 0) return null;
  return (
    <section>
      <h3 className="px-2 pt-2 pb-1 text-sm font-semibold text-muted">{title}</h3>
      <ul role="list" aria-label={title}>
        {contacts.map((contact) => {
          const picked = chosen?.has(contact.id) ?? false;
          return (
            <li key={contact.id}>
              <button
                type="button"
                role={chosen ? 'checkbox' : undefined}
                aria-checked={chosen ? picked : undefined}
                onClick={() => {
                  onPick(contact);
                }}
                className="flex min-h-14 w-full items-center gap-3 rounded-xl px-2 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
              >
                <ContactAvatar contact={contact} />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{contact.name}</span>
                  {contact.kind === 'agent' && (
                    <span className="block truncate text-sm text-muted">{words(contact.agent).about}</span>
                  )}
                </span>
                {chosen && <Tick on={picked} />}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
