import { UserPlus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { CHOSEN_PEOPLE } from '../../shared/ownAgent.ts';
import { useContactName } from '../chat/useContactName.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { ContactPicker } from '../contacts/ContactPicker.tsx';
import { toggled } from '../contacts/toggled.ts';
import { useReachable } from '../contacts/useReachable.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import type { Asked } from './audience.ts';

type AgentAudienceProps = { asked: Asked; makerId: string; onChange: (asked: Asked) => void };

/** Who may use an agent: its maker, people who are chosen by name, or everybody. */
export function AgentAudience({ asked, makerId, onChange }: AgentAudienceProps) {
  const t = useT('agents');
  const more = useT('ownAgents');
  return (
    <Choice
      label={t('who')}
      shape="list"
      value={asked.kind}
      options={[
        { value: 'me', label: t('whoMe'), hint: t('whoMeHint') },
        {
          value: 'chosen',
          label: more('whoChosen'),
          hint: more('whoChosenHint'),
          below: asked.kind === 'chosen' && (
            <ChosenPeople
              people={asked.people}
              makerId={makerId}
              onChange={(people) => {
                onChange({ ...asked, people });
              }}
            />
          ),
        },
        { value: 'all', label: t('whoAll'), hint: t('whoAllHint') },
      ]}
      onChange={(kind) => {
        onChange({ ...asked, kind });
      }}
    />
  );
}

type ChosenPeopleProps = { people: readonly string[]; makerId: string; onChange: (people: readonly string[]) => void };

function ChosenPeople({ people, makerId, onChange }: ChosenPeopleProps) {
  const t = useT('ownAgents');
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const [picking, setPicking] = useState(false);
  const choose = useRef<HTMLButtonElement>(null);
  return (
    <div className="mb-2 ml-10 flex flex-col items-start gap-2 max-md:ml-0">
      {people.length === 0 ? (
        <p className="text-sm text-muted">{t('nobodyChosen')}</p>
      ) : (
        <ul role="list" aria-label={t('whoChosen')} className="flex max-w-full flex-wrap gap-2">
          {people.map((id) => {
            const contact = contactIn(contacts, id);
            const name = contactName(contact);
            return (
              <li
                key={id}
                className="flex max-w-full min-w-0 items-center gap-2 rounded-full border border-line bg-panel py-0.5 pr-0.5 pl-0.5 pointer-coarse:pl-1.5"
              >
                <ContactAvatar contact={contact} size="small" />
                <span className="min-w-0 truncate text-sm">{name}</span>
                <IconButton
                  icon={X}
                  size="small"
                  label={t('unchoose', { name })}
                  onClick={() => {
                    onChange(people.filter((one) => one !== id));
                    choose.current?.focus();
                  }}
                />
              </li>
            );
          })}
        </ul>
      )}
      <Button
        ref={choose}
        size="small"
        onClick={() => {
          setPicking(true);
        }}
      >
        <UserPlus aria-hidden size={16} />
        {t('choosePeople')}
      </Button>
      {picking && (
        <PickPeople
          people={people}
          makerId={makerId}
          onChange={onChange}
          onClose={() => {
            setPicking(false);
          }}
        />
      )}
    </div>
  );
}

function PickPeople({ people, makerId, onChange, onClose }: ChosenPeopleProps & { onClose: () => void }) {
  const t = useT('ownAgents');
  const words = useT('ui');
  const makers = [makerId];
  const contacts = useReachable({ except: makers }).filter(({ kind }) => kind === 'user');
  const isFull = people.length >= CHOSEN_PEOPLE;
  return (
    <Dialog
      open
      title={t('choosePeople')}
      closeLabel={words('close')}
      onClose={onClose}
      footer={
        <>
          <span role="status" className="mr-auto self-center text-sm text-muted max-md:w-full">
            {isFull ? t('mostChosen', { count: CHOSEN_PEOPLE }) : t('countChosen', { count: people.length })}
          </span>
          <Button kind="primary" onClick={onClose}>
            {t('chosenDone')}
          </Button>
        </>
      }
    >
      {contacts.length === 0 ? (
        <p className="py-4 text-center text-muted">{t('nobodyElse')}</p>
      ) : (
        <ContactPicker
          contacts={contacts}
          chosen={new Set(people)}
          autoFocus
          onPick={({ id }) => {
            if (people.includes(id) || !isFull) onChange([...toggled(new Set(people), id)]);
          }}
        />
      )}
    </Dialog>
  );
}
