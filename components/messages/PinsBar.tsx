import { Pin as PinIcon, PinOff } from 'lucide-react';
import { useState } from 'react';
import { selectContact } from '../../client/select/contacts.ts';
import type { Pin } from '../../shared/chat.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useFilesLine } from '../attachments/useFilesLine.ts';
import { useT } from '../i18n/useT.ts';
import { plainLine } from '../../shared/plainLine.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { showToast } from '../ui/toasts.ts';
import { useJump } from './useJump.ts';
import { useMessage, useThreadUi } from './ThreadUiProvider.tsx';

/** Above the thread: one pinned message at a time; a tap goes there and shows the next one. */
export function PinsBar({ pins }: { pins: readonly Pin[] }) {
  const t = useT('actions');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const jump = useJump();
  const [turn, setTurn] = useState(0);
  const at = pins.length === 0 ? 0 : turn % pins.length;
  const pin = pins[at];
  const message = useMessage(pin?.messageId ?? '');
  const contact = useWaggleState((state) => selectContact(state, message?.senderId ?? ''));
  const name = useContactName()(contact);
  const filesLine = useFilesLine();
  if (!pin) return null;
  const { messageId } = pin;
  const set = (on: boolean) => {
    waggle.act('message:pin', { chatId: ui.chatId, messageId, on });
  };
  return (
    <section
      aria-label={t('pins.bar')}
      className="flex min-h-12 items-center gap-2 border-b border-line bg-panel py-1 pr-2 pl-3 md:pr-3 md:pl-4"
    >
      <span aria-hidden className="flex h-8 w-0.5 shrink-0 flex-col gap-0.5">
        {pins.map((one, place) => (
          <span key={one.messageId} className={cx('flex-1 rounded-full', place === at ? 'bg-accent' : 'bg-edge/40')} />
        ))}
      </span>
      <button
        type="button"
        aria-label={t('pins.jump', { name })}
        aria-description={message?.text}
        onClick={() => {
          jump(messageId);
          setTurn(at + 1);
        }}
        className="flex min-h-10 min-w-0 flex-1 flex-col justify-center rounded-lg px-1.5 text-left hover:bg-hover"
      >
        <span className="flex items-center gap-1 text-xs font-semibold text-accent">
          <PinIcon aria-hidden size={12} />
          {pins.length > 1 ? t('pins.at', { at: at + 1, count: pins.length }) : t('pins.one')}
        </span>
        <span className="block truncate text-sm text-muted">
          {message ? `${name}: ${plainLine(message.text) || filesLine(message.attachments ?? [])}` : ' '}
        </span>
      </button>
      <IconButton
        icon={PinOff}
        size="small"
        label={t('pins.unpin')}
        onClick={() => {
          set(false);
          showToast({
            text: t('unpinnedToast'),
            action: {
              label: tUi('undo'),
              run: () => {
                set(true);
              },
            },
          });
        }}
      />
    </section>
  );
}
