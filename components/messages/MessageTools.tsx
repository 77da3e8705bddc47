import { EllipsisVertical, Reply, SmilePlus } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useThreadState, useThreadUi } from './ThreadUiProvider.tsx';

/**
 * Over the bubble's corner while a pointer is on it or the focus in it. Only the menu, which has everything, is a stop
 * for the keyboard; a finger sees that alone.
 */
export function MessageTools({ message, name }: { message: Message; name: string }) {
  const t = useT('actions');
  const ui = useThreadUi();
  const menu = useThreadState(
    ({ opened }) => opened !== null && 'at' in opened && opened.messageId === message.id && opened.kind === 'menu',
  );
  const open = (kind: 'menu' | 'react') => (event: MouseEvent<HTMLElement>) => {
    const { left, right, bottom } = event.currentTarget.getBoundingClientRect();
    const at = { x: kind === 'menu' ? right : left, y: bottom };
    ui.open({ kind, messageId: message.id, at, from: event.currentTarget });
  };
  return (
    <div className="bubble-tools" data-open={menu || undefined}>
      <IconButton
        icon={SmilePlus}
        size="small"
        label={t('react')}
        tabIndex={-1}
        className="pointer-coarse:hidden"
        onClick={open('react')}
      />
      <IconButton
        icon={Reply}
        size="small"
        label={t('reply')}
        tabIndex={-1}
        className="pointer-coarse:hidden"
        onClick={() => {
          ui.reply(message);
        }}
      />
      <IconButton
        icon={EllipsisVertical}
        size="small"
        label={t('menuOf', { name })}
        aria-haspopup="menu"
        aria-expanded={menu}
        onClick={open('menu')}
      />
    </div>
  );
}
