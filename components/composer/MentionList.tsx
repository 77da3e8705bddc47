import { AtSign } from 'lucide-react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { EVERYONE } from '../../shared/mention.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useAgentWords } from '../contacts/useAgentWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { cx } from '../ui/cx.ts';
import type { MentionOption } from './mentionQuery.ts';
import { OptionList, type OptionListProps } from './OptionList.tsx';

export type MentionListProps = Pick<
  OptionListProps<MentionOption>,
  'id' | 'options' | 'active' | 'onChoose' | 'onActive'
>;

/** Who can be mentioned. */
export function MentionList(props: MentionListProps) {
  const t = useT('composer');
  const contacts = useWaggleState(selectContacts);
  return (
    <OptionList
      {...props}
      label={t('mentions')}
      keyOf={({ id }) => id}
      className="max-w-md"
      optionClassName="min-h-11 items-center gap-3 px-2 py-1.5"
      optionStyle={({ id }) => {
        const contact = contactIn(contacts, id);
        return contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined;
      }}
    >
      {(option) => <Mentioned option={option} />}
    </OptionList>
  );
}

function Mentioned({ option: { id, name } }: { option: MentionOption }) {
  const t = useT('composer');
  const contact = contactIn(useWaggleState(selectContacts), id);
  const agentWords = useAgentWords();
  const about =
    id === EVERYONE ? t('everyoneAbout') : contact.kind === 'agent' ? agentWords(contact.agent).about : t('person');
  return (
    <>
      {id === EVERYONE ? (
        <span className="flex size-8 shrink-0 items-center justify-center rounded-full bg-tint text-accent">
          <AtSign aria-hidden size={16} />
        </span>
      ) : (
        <ContactAvatar contact={contact} size="small" />
      )}
      <span className="min-w-0">
        <span className={cx('block truncate font-medium', contact.kind === 'agent' && 'text-agent')}>{name}</span>
        <span className="block truncate text-xs text-muted">{about}</span>
      </span>
    </>
  );
}
