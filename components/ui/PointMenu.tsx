import * as Radix from 'radix-ui/dropdown-menu';
import { useEffect, useRef } from 'react';
import { isNothingFocused } from './isNothingFocused.ts';
import type { MenuItem } from './menuItem.ts';
import { MenuContent } from './MenuList.tsx';

export type Point = { x: number; y: number };

export type PointMenuProps = {
  label: string;
  /** Where it opens, in the window. */
  at: Point;
  items: readonly MenuItem[];
  onClose: () => void;
  /** Gets the focus back. */
  opener: HTMLElement | null;
};

/** A menu where something was pointed at, without a button of its own. */
export function PointMenu({ label, at, items, onClose, opener }: PointMenuProps) {
  const content = useRef<HTMLDivElement>(null);
  const first = items[0]?.label;
  // Also when other items come in the place of those that had the focus.
  useEffect(() => {
    if (first !== undefined) content.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
  }, [first]);
  return (
    <Radix.Root
      open
      modal={false}
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Trigger asChild>
        <button
          type="button"
          tabIndex={-1}
          aria-label={label}
          className="pointer-events-none fixed size-0"
          style={{ left: at.x, top: at.y }}
        />
      </Radix.Trigger>
      <Radix.Portal>
        <MenuContent
          ref={content}
          align="start"
          items={items}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (isNothingFocused()) opener?.focus();
          }}
        />
      </Radix.Portal>
    </Radix.Root>
  );
}
