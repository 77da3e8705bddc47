'use client';
import { Bot, ChevronRight, FolderKanban, type LucideIcon, Users } from 'lucide-react';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { goUp, navigate } from '../shell/navigation.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { useMedia } from '../ui/useMedia.ts';
import { ContactPicker } from './ContactPicker.tsx';
import { NewGroup } from './NewGroup.tsx';
import { useDirect } from './useDirect.ts';
import { useReachable } from './useReachable.ts';

/** Whom to write to; or several at once, which makes a group. */
export function NewChat() {
  const t = useT('contacts');
  const agents = useT('agents');
  const words = useT('ui');
  const contacts = useReachable();
  const direct = useDirect();
  // On touch screens the keyboard would cover whom one may choose.
  const precise = useMedia('(pointer: fine)');
  const [grouping, setGrouping] = useState(false);
  if (grouping) {
    return (
      <NewGroup
        onBack={() => {
          setGrouping(false);
        }}
      />
    );
  }
  return (
    <Dialog open title={t('newChat')} closeLabel={words('close')} onClose={goUp}>
      <div className="mb-2 flex flex-col">
        <Way
          icon={Users}
          label={t('newGroup')}
          onClick={() => {
            setGrouping(true);
          }}
        />
        <Way
          icon={FolderKanban}
          label={t('newProject')}
          hint={t('newProjectText')}
          onClick={() => {
            navigate({ kind: 'new-project' }, { replace: true });
          }}
        />
        <Way
          icon={Bot}
          label={agents('new')}
          hint={agents('newText')}
          onClick={() => {
            navigate({ kind: 'new-agent' }, { replace: true });
          }}
        />
      </div>
      {contacts.every(({ kind }) => kind !== 'user') && <p className="px-2 pb-2 text-muted">{t('alone')}</p>}
      <ContactPicker
        autoFocus={precise}
        contacts={contacts}
        onPick={(contact) => {
          direct.open(contact.id, { replace: true });
        }}
      />
    </Dialog>
  );
}

function Way({
  icon: Icon,
  label,
  hint,
  onClick,
}: {
  icon: LucideIcon;
  label: string;
  hint?: string;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      className="flex min-h-14 items-center gap-3 rounded-xl px-2 py-1.5 text-left transition-colors hover:bg-hover focus-visible:-outline-offset-2"
    >
      <span className="flex size-10 shrink-0 items-center justify-center rounded-full bg-disc text-on-disc">
        <Icon aria-hidden size={20} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block font-medium">{label}</span>
        {hint !== undefined && <span className="block text-sm text-muted">{hint}</span>}
      </span>
      <ChevronRight aria-hidden size={18} className="shrink-0 text-muted" />
    </button>
  );
}
