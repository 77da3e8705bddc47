import { Check } from 'lucide-react';
import { useId } from 'react';
import type { ContactView } from '../../client/select/contacts.ts';
import { cx } from '../ui/cx.ts';
import { ContactAvatar } from './ContactAvatar.tsx';

export type ContactTilesProps = {
  label: string;
  contacts: readonly ContactView[];
  chosen: ReadonlySet<string>;
  onToggle: (id: string) => void;
};

/** A few contacts, all visible, to put a team together from. */
export function ContactTiles({ label, contacts, chosen, onToggle }: ContactTilesProps) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} className="mb-1.5 font-medium">
        {label}
      </p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-2">
        {contacts.map((contact) => {
          const picked = chosen.has(contact.id);
          return (
            <button
              key={contact.id}
              type="button"
              role="checkbox"
              aria-checked={picked}
              onClick={() => {
                onToggle(contact.id);
              }}
              className={cx(
                'flex min-h-12 items-center gap-2 rounded-xl border px-2 py-1.5 text-left transition',
                picked
                  ? 'border-accent bg-tint [--avatar-ring:var(--color-tint)]'
                  : 'border-edge/60 hover:bg-hover hover:[--avatar-ring:var(--color-hover)]',
              )}
            >
              <ContactAvatar contact={contact} size="small" />
              <span className="min-w-0 flex-1 truncate">{contact.name}</span>
              {picked && <Check aria-hidden size={16} strokeWidth={2.5} className="shrink-0 text-accent" />}
            </button>
          );
        })}
      </div>
    </div>
  );
}
