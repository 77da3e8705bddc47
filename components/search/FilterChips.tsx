import { CalendarDays, Code, FileText, Link2, type LucideIcon, User, X } from 'lucide-react';
import { useState } from 'react';
import { selectContacts } from '../../client/select/contacts.ts';
import { QUEEN_ID } from '../../shared/contact.ts';
import type { SearchHas } from '../../shared/search.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { Menu } from '../ui/Menu.tsx';
import { fieldClass } from '../ui/TextField.tsx';
import type { Filters } from './filters.ts';

export type FilterChipsProps = {
  filters: Filters;
  onChange: (filters: Filters) => void;
  /** Only who is in this chat can have written there. */
  chatId?: string;
  className?: string;
};

const kinds: readonly { has: SearchHas; icon: LucideIcon }[] = [
  { has: 'file', icon: FileText },
  { has: 'link', icon: Link2 },
  { has: 'code', icon: Code },
];

/** What narrows a search, a chip each. */
export function FilterChips({ filters, onChange, chatId, className }: FilterChipsProps) {
  const t = useT('search');
  const contacts = useWaggleState(selectContacts);
  const chat = useWaggleState((state) => (chatId === undefined ? undefined : state.chats[chatId]));
  const [dated, setDated] = useState(false);
  const members = chat && new Set(activeMembers(chat).map(({ contactId }) => contactId));
  const senders = [...contacts.values()].filter(({ id }) => members?.has(id) ?? id !== QUEEN_ID);
  const sender = filters.senderId === undefined ? undefined : contacts.get(filters.senderId);
  const { senderId: _senderId, ...fromAnyone } = filters;
  const { from: _from, to: _to, ...anyTime } = filters;
  const isDated = dated || Boolean(filters.from ?? filters.to);
  return (
    <div className={cx('flex flex-col gap-2', className)}>
      <div role="group" aria-label={t('filters')} className="flex flex-wrap gap-1.5">
        {sender ? (
          <Chip icon={User} label={t('from', { name: sender.name })} pressed onClick={() => onChange(fromAnyone)} />
        ) : (
          <Menu
            align="start"
            trigger={<Chip icon={User} label={t('fromAnyone')} />}
            items={senders.map(({ id, name }) => ({
              label: name,
              onSelect: () => {
                onChange({ ...filters, senderId: id });
              },
            }))}
          />
        )}
        {kinds.map(({ has, icon }) => (
          <Chip
            key={has}
            icon={icon}
            label={t(`has.${has}`)}
            pressed={filters.has === has}
            onClick={() => {
              const { has: before, ...others } = filters;
              onChange(before === has ? others : { ...others, has });
            }}
          />
        ))}
        <Chip
          icon={CalendarDays}
          label={t('dates')}
          pressed={isDated}
          onClick={() => {
            setDated(!isDated);
            if (isDated) onChange(anyTime);
          }}
        />
      </div>
      {isDated && (
        <div className="grid grid-cols-2 gap-2">
          {(['from', 'to'] as const).map((end) => (
            <label key={end} className="flex min-w-0 flex-col gap-1 text-sm">
              {t(end === 'from' ? 'fromDay' : 'toDay')}
              <input
                type="date"
                value={filters[end] ?? ''}
                onChange={(event) => {
                  onChange({ ...anyTime, from: filters.from, to: filters.to, [end]: event.target.value });
                }}
                className={cx(fieldClass, 'min-w-0 px-2 py-1')}
              />
            </label>
          ))}
        </div>
      )}
    </div>
  );
}

type ChipProps = React.ButtonHTMLAttributes<HTMLButtonElement> & {
  icon: LucideIcon;
  label: string;
  pressed?: boolean;
  ref?: React.Ref<HTMLButtonElement>;
};

function Chip({ icon: Icon, label, pressed, ...rest }: ChipProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-pressed={pressed}
      className={cx(
        'inline-flex min-h-8 items-center gap-1.5 rounded-full border px-2.5 text-sm transition pointer-coarse:min-h-11 pointer-coarse:px-3.5',
        pressed ? 'border-accent bg-tint text-ink' : 'border-edge/50 text-muted hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden size={15} className="shrink-0" />
      <span className="max-w-36 truncate">{label}</span>
      {pressed && <X aria-hidden size={14} className="-mr-0.5 shrink-0" />}
    </button>
  );
}
