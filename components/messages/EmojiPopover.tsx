import * as Radix from 'radix-ui/popover';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { isNothingFocused } from '../ui/isNothingFocused.ts';
import { EmojiPicker } from './EmojiPicker.tsx';

export type EmojiPopoverProps = {
  /** What it hangs on. */
  anchor: ReactNode;
  onChoose: (emoji: string) => void;
  onClose: () => void;
  returnFocus?: () => void;
};

/** All emojis, near what they are for. */
export function EmojiPopover({ anchor, onChoose, onClose, returnFocus }: EmojiPopoverProps) {
  const t = useT('emoji');
  return (
    <Radix.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Radix.Anchor asChild>{anchor}</Radix.Anchor>
      <Radix.Portal>
        <Radix.Content
          aria-label={t('picker')}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!returnFocus) return;
            event.preventDefault();
            if (isNothingFocused()) returnFocus();
          }}
          className="z-50 w-[min(22rem,calc(100vw-1rem))] animate-pop-in overflow-hidden rounded-xl border border-line bg-raised text-ink shadow-raised outline-none"
        >
          <EmojiPicker onChoose={onChoose} />
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
