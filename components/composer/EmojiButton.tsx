import { Smile } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';

const EmojiPopover = lazy(() =>
  import('../messages/EmojiPopover.tsx').then((module) => ({ default: module.EmojiPopover })),
);

/** Opens all emojis for the text. Phones have them on their keyboard. */
export function EmojiButton({ onChoose, onClosed }: { onChoose: (emoji: string) => void; onClosed: () => void }) {
  const t = useT('emoji');
  const [open, setOpen] = useState(false);
  const button = (
    <IconButton
      icon={Smile}
      label={t('insert')}
      aria-haspopup="dialog"
      aria-expanded={open}
      className="absolute! right-1 bottom-0.5"
      onClick={() => {
        setOpen(!open);
      }}
    />
  );
  return (
    <span className="pointer-coarse:hidden">
      {open ? (
        <Suspense fallback={button}>
          <EmojiPopover
            anchor={button}
            onChoose={(emoji) => {
              onChoose(emoji);
              setOpen(false);
            }}
            onClose={() => {
              setOpen(false);
            }}
            returnFocus={onClosed}
          />
        </Suspense>
      ) : (
        button
      )}
    </span>
  );
}
