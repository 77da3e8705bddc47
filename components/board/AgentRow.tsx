import type { ReactNode } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { NameButton } from './NameButton.tsx';
import { useNames } from './useNames.ts';

export type AgentRowProps = {
  agentId: string;
  /** How it stands, beside its name. */
  status: ReactNode;
  /** Shows its answer in the thread. */
  onShow: () => void;
  children: ReactNode;
};

/** What an agent does or did, as an item of a list. */
export function AgentRow({ agentId, status, onShow, children }: AgentRowProps) {
  const nameOf = useNames();
  const contact = useWaggleState((state) => contactIn(selectContacts(state), agentId));
  return (
    <li className="flex items-start gap-2.5">
      <ContactAvatar contact={contact} size="small" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2">
          <NameButton name={nameOf(agentId)} onClick={onShow} />
          {status}
        </p>
        {children}
      </div>
    </li>
  );
}

/** What one can do about it; `label` says to whom, too. */
export function RowAction({ text, label, onClick }: { text: string; label: string; onClick: () => void }) {
  return (
    <button type="button" aria-label={label} className="bubble-action" onClick={onClick}>
      {text}
    </button>
  );
}
