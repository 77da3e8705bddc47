import { cloneElement, type HTMLAttributes, type ReactElement, useId, useState } from 'react';
import { later, useLater } from './later.ts';
import type { MenuItem } from './menuItem.ts';
import type { OpenedBy } from './MenuList.tsx';
import { useFetchFailed } from './useFetchFailed.ts';

type MenuProps = {
  /** The button that opens it; gets the trigger's attributes. */
  trigger: ReactElement<HTMLAttributes<HTMLElement>>;
  items: readonly MenuItem[];
  align?: 'start' | 'end';
};

/** The list has a chunk of its own: the button must be there first. */
export const menuList = later(() => import('./MenuList.tsx').then((module) => module.MenuList));

const fetchList = () => {
  menuList.fetch().catch(() => undefined);
};

export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  // The button, once it was used.
  const [button, setButton] = useState<HTMLElement | null>(null);
  const [opened, setOpened] = useState<OpenedBy | null>(null);
  const buttonId = useId();
  const listId = useId();
  const fetchFailed = useFetchFailed();
  const close = () => {
    setOpened(null);
  };
  const List = useLater(menuList, button !== null, () => {
    setButton(null);
    close();
    fetchFailed();
  });
  const open = opened !== null;
  const show = (element: HTMLElement, by: OpenedBy) => {
    setButton(element);
    setOpened(by);
  };
  return (
    <>
      {cloneElement(trigger, {
        id: buttonId,
        'aria-haspopup': 'menu',
        'aria-expanded': open,
        'aria-controls': open && List ? listId : undefined,
        onPointerEnter: fetchList,
        onFocus: fetchList,
        onPointerDown: (event) => {
          if (event.button !== 0 || event.ctrlKey) return;
          if (open) {
            close();
            return;
          }
          show(event.currentTarget, 'pointer');
          // The focus belongs to the list that opens.
          event.preventDefault();
        },
        onKeyDown: (event) => {
          if (event.key === 'Escape' && !open) return;
          if (!['Enter', ' ', 'ArrowDown', 'Escape'].includes(event.key)) return;
          if (open && event.key !== 'ArrowDown') close();
          else show(event.currentTarget, 'keys');
          event.preventDefault();
        },
        onBlur: () => {
          // Whoever has gone on before the list was there is not called back.
          if (!List) close();
        },
      })}
      {List && button && (
        <List
          button={button}
          buttonId={buttonId}
          listId={listId}
          items={items}
          align={align}
          opened={opened}
          onClose={close}
        />
      )}
    </>
  );
}
