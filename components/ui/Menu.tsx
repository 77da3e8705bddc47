import type { LucideIcon } from 'lucide-react';
import * as Radix from 'radix-ui/dropdown-menu';
import type { ReactNode, Ref } from 'react';
import { cx } from './cx.ts';

export type MenuItem = {
  label: string;
  icon?: LucideIcon;
  danger?: boolean;
  disabled?: boolean;
  /** The menu stays open: what it offers changes. */
  stays?: boolean;
  onSelect: () => void;
};

export type MenuProps = {
  /** The button that opens it; gets the trigger's attributes. */
  trigger: ReactNode;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
};

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <MenuContent items={items} align={align} />
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The list itself, for a `Root` of its own. An item that `stays` leaves it open. */
export function MenuContent({
  items,
  align = 'end',
  ref,
  onCloseAutoFocus,
}: Pick<MenuProps, 'items' | 'align'> &
  Pick<Radix.DropdownMenuContentProps, 'onCloseAutoFocus'> & { ref?: Ref<HTMLDivElement> }) {
  return (
    <Radix.Content
      ref={ref}
      align={align}
      sideOffset={4}
      collisionPadding={8}
      onCloseAutoFocus={onCloseAutoFocus}
      className="z-50 min-w-44 max-w-72 animate-pop-in rounded-xl border border-line bg-raised p-1 text-ink shadow-raised"
    >
      {items.map(({ label, icon: Icon, danger, disabled, stays, onSelect }) => (
        <Radix.Item
          key={label}
          disabled={disabled}
          onSelect={(event) => {
            if (stays) event.preventDefault();
            onSelect();
          }}
          className={cx(
            'flex min-h-9 cursor-default items-center gap-3 rounded-lg px-3 py-1.5 outline-none select-none',
            'data-highlighted:bg-hover data-disabled:opacity-50 pointer-coarse:min-h-11',
            danger && 'text-danger data-highlighted:bg-danger-tint',
          )}
        >
          {Icon && <Icon aria-hidden size={18} className="shrink-0" />}
          <span>{label}</span>
        </Radix.Item>
      ))}
    </Radix.Content>
  );
}
