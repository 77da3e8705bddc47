import { AtSign } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { EVERYONE } from '../../shared/mention.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { cx } from '../ui/cx.ts';
import type { MentionOption } from './mentionQuery.ts';

export type MentionListProps = {
  id: string;
  options: readonly MentionOption[];
  active: number;
  onChoose: (option: MentionOption) => void;
  onActive: (index: number) => void;
};

/** Who can be mentioned, above the composer; the arrow keys move through it while the text keeps the focus. */
export function MentionList({ id, options, active, onChoose, onActive }: MentionListProps) {
  const t = useT('composer');
  const contacts = useWaggleState(selectContacts);
  const agentWords = useAgentWords();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div
      ref={list}
      id={id}
      role="listbox"
      aria-label={t('mentions')}
      className="absolute inset-x-2 bottom-full z-20 mb-1 max-h-72 max-w-md animate-pop-in overflow-y-auto rounded-xl border border-line bg-raised p-1 shadow-raised"
    >
      {options.map((option, index) => {
        const contact = contactIn(contacts, option.id);
        const about =
          option.id === EVERYONE
            ? t('everyoneAbout')
            : contact.kind === 'agent'
              ? agentWords(contact.agent).about
              : t('person');
        return (
          <div
            key={option.id}
            id={`${id}-${String(index)}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onPointerDown={(event) => {
              event.preventDefault();
            }}
            onPointerMove={() => {
              onActive(index);
            }}
            onClick={() => {
              onChoose(option);
            }}
            onKeyDown={undefined}
            style={contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined}
            className={cx(
              'flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2 py-1.5',
              index === active && 'bg-selected',
            )}
          >
            {option.id === EVERYONE ? (
              <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-tint text-accent">
                <AtSign aria-hidden size={16} />
              </span>
            ) : (
              <ContactAvatar contact={contact} size="small" />
            )}
            <span className="min-w-0">
              <span className={cx('block truncate font-medium', contact.kind === 'agent' && 'text-agent')}>
                {option.name}
              </span>
              <span className="block truncate text-xs text-muted">{about}</span>
            </span>
          </div>
        );
      })}
    </div>
  );
}
