import { Plus } from 'lucide-react';
import * as Radix from 'radix-ui/dropdown-menu';
import type { KeyboardEvent } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import type { Opened } from './threadUi.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

export const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const;

/** Six emojis to react with, and a way to all of them; within a menu. */
export function QuickReactions({ message, opened }: { message: Message; opened: Extract<Opened, { at: unknown }> }) {
  const t = useT('actions');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const has = (emoji: string) =>
    message.reactions?.some((reaction) => reaction.emoji === emoji && reaction.contactIds.includes(me)) ?? false;
  return (
    <Radix.Group aria-label={t('react')} className="flex gap-0.5" onKeyDown={moveSideways}>
      {QUICK.map((emoji) => (
        <Radix.Item
          key={emoji}
          aria-label={t('reactWith', { emoji })}
          onSelect={() => {
            const { chatId, id: messageId } = message;
            waggle.act('message:react', { chatId, messageId, emoji, on: !has(emoji) });
          }}
          className={cx(
            'flex size-10 cursor-default items-center justify-center rounded-full text-2xl outline-none transition select-none',
            'data-highlighted:scale-110 data-highlighted:bg-hover pointer-coarse:size-11',
            has(emoji) && 'bg-disc',
          )}
        >
          {emoji}
        </Radix.Item>
      ))}
      <Radix.Item
        aria-label={t('moreEmojis')}
        onSelect={() => {
          ui.open({ ...opened, kind: 'emojis' });
        }}
        className="flex size-10 cursor-default items-center justify-center rounded-full text-muted outline-none select-none data-highlighted:bg-hover pointer-coarse:size-11"
      >
        <Plus aria-hidden size={20} />
      </Radix.Item>
    </Radix.Group>
  );
}

/** A menu's own keys go up and down; in a row one expects the others. */
function moveSideways(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  const { activeElement } = document;
  const next = event.key === 'ArrowRight' ? activeElement?.nextElementSibling : activeElement?.previousElementSibling;
  if (next instanceof HTMLElement && event.currentTarget.contains(next)) next.focus();
  event.preventDefault();
}
