import * as Radix from 'radix-ui/dropdown-menu';
import { type Ref, useEffect, useImperativeHandle, useState } from 'react';
import { cx } from './cx.ts';
import { isNothingFocused } from './isNothingFocused.ts';
import type { MenuItem } from './menuItem.ts';

/** With what the menu was opened: only for keys its first entry is chosen at once. */
export type OpenedBy = 'keys' | 'pointer';

type Shown = { items: readonly MenuItem[]; align?: 'start' | 'end' };

type MenuListProps = Shown & {
  button: HTMLElement;
  buttonId: string;
  listId: string;
  opened: OpenedBy | null;
  onClose: () => void;
};

/** What a menu's button opens. It stays when the menu closes, so that the focus finds its way back. */
export function MenuList({ button, buttonId, listId, items, align, opened, onClose }: MenuListProps) {
  const [content, setContent] = useState<HTMLElement | null>(null);
  // Radix does so only if it was there before the key was pressed.
  useEffect(() => {
    if (opened !== 'keys') return;
    content?.querySelector<HTMLElement>('[role="menuitem"]:not([data-disabled])')?.focus();
  }, [content, opened]);
  return (
    <Radix.Root
      modal={false}
      open={opened !== null}
      onOpenChange={(open) => {
        if (open) return;
        // At once, so that what an entry opens finds it there and gives it back to there.
        if (content?.contains(document.activeElement)) button.focus();
        onClose();
      }}
    >
      <Radix.Trigger asChild>
        <Borrowed element={button} />
      </Radix.Trigger>
      <Radix.Portal>
        <MenuContent
          ref={setContent}
          id={listId}
          aria-labelledby={buttonId}
          items={items}
          align={align}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // A moment after it closed: it may be open again.
            if (isNothingFocused()) button.focus();
          }}
        />
      </Radix.Portal>
    </Radix.Root>
  );
}

/** An element that is there already, in the place of one of its own. */
function Borrowed({ element, ref }: { element: HTMLElement; ref?: Ref<HTMLElement> }) {
  useImperativeHandle(ref, () => element, [element]);
  return null;
}

type MenuContentProps = Shown &
  Pick<Radix.DropdownMenuContentProps, 'id' | 'aria-labelledby' | 'onCloseAutoFocus'> & { ref?: Ref<HTMLDivElement> };

/** The list itself, for a `Root` of its own. An item that `stays` leaves it open. */
export function MenuContent({ items, align = 'end', ...rest }: MenuContentProps) {
  return (
    <Radix.Content
      {...rest}
      align={align}
      sideOffset={4}
      collisionPadding={8}
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
