import * as Radix from 'radix-ui/dropdown-menu';
import { selectContact } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { Popup } from './Popup.tsx';
import { QuickReactions } from './QuickReactions.tsx';
import type { Opened } from './threadUi.ts';
import { useMessageItems } from './useMessageItems.ts';

/** What can be done with a message; of kind `react` only the reactions. */
export function MessageMenu({ message, opened }: { message: Message; opened: Extract<Opened, { at: unknown }> }) {
  const t = useT('actions');
  const contact = useWaggleState((state) => selectContact(state, message.senderId));
  const name = useContactName()(contact);
  return (
    <Popup opened={opened} label={opened.kind === 'react' ? t('react') : t('menuOf', { name })}>
      <QuickReactions message={message} opened={opened} />
      {opened.kind === 'menu' && <Items message={message} />}
    </Popup>
  );
}

function Items({ message }: { message: Message }) {
  const items = useMessageItems(message);
  return (
    <>
      <Radix.Separator className="my-1 h-px bg-line" />
      {items.map(({ label, icon: Icon, danger, onSelect }) => (
        <Radix.Item
          key={label}
          onSelect={onSelect}
          className={cx(
            'flex min-h-9 cursor-default items-center gap-3 rounded-lg px-3 py-1.5 outline-none select-none',
            'data-highlighted:bg-hover pointer-coarse:min-h-11',
            danger && 'text-danger data-highlighted:bg-danger-tint',
          )}
        >
          {Icon && <Icon aria-hidden size={18} className="shrink-0" />}
          <span>{label}</span>
        </Radix.Item>
      ))}
    </>
  );
}
