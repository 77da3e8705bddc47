import { EmojiPicker as Picker } from 'frimousse';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { fieldClass } from '../ui/TextField.tsx';
import { cx } from '../ui/cx.ts';
import { useEmojiLocale } from './useEmojiLocale.ts';

/** Every emoji with a search field; its data comes from this server. */
export function EmojiPicker({ onChoose }: { onChoose: (emoji: string) => void }) {
  const t = useT('emoji');
  const locale = useEmojiLocale();
  const offline = useWaggleState((state) => state.connection === 'offline');
  return (
    <Picker.Root
      locale={locale}
      emojibaseUrl="/emoji"
      columns={8}
      onEmojiSelect={({ emoji }) => {
        onChoose(emoji);
      }}
      className="emoji-picker flex h-80 w-full flex-col"
    >
      <div className="flex items-center gap-2 p-2 pb-1">
        <Picker.Search
          aria-label={t('search')}
          placeholder={t('search')}
          className={cx(fieldClass, 'min-w-0 flex-1 [&::-webkit-search-cancel-button]:hidden')}
        />
        <Picker.SkinToneSelector
          aria-label={t('tone')}
          title={t('tone')}
          className="flex size-10 shrink-0 items-center justify-center rounded-full text-xl hover:bg-hover"
        />
      </div>
      <Picker.Viewport
        role="group"
        aria-label={t('picker')}
        // Not every browser lets the keyboard reach what scrolls.
        tabIndex={0}
        // Whoever presses beside an emoji goes on where they are: taken by the list, the focus is at its first one.
        onMouseDown={(event) => {
          event.preventDefault();
        }}
        className="min-h-0 flex-1 outline-none"
      >
        <Picker.Loading className="absolute inset-0 flex items-center justify-center text-muted">
          {offline ? t('failed') : t('loading')}
        </Picker.Loading>
        <Picker.Empty>
          {({ search }) => (
            <span className="absolute inset-0 flex items-center justify-center px-6 text-center text-muted">
              {t('none', { text: search })}
            </span>
          )}
        </Picker.Empty>
        <Picker.List
          className="pb-2 select-none"
          components={{
            CategoryHeader: ({ category, ...props }) => (
              <div {...props} className="bg-raised px-3 pt-2 pb-1 text-sm font-semibold text-muted">
                {category.label}
              </div>
            ),
            // The library counts from zero, ARIA from one.
            Row: ({ children, 'aria-rowindex': row, ...props }) => (
              <div {...props} aria-rowindex={row === undefined ? undefined : row + 1} className="flex px-2">
                {children}
              </div>
            ),
            Emoji: ({ emoji, 'aria-colindex': column, ...props }) => (
              <button
                {...props}
                aria-colindex={column === undefined ? undefined : column + 1}
                className="flex h-10 w-1/8 shrink-0 items-center justify-center rounded-lg text-2xl data-active:bg-hover"
              >
                {emoji.emoji}
              </button>
            ),
          }}
        />
      </Picker.Viewport>
    </Picker.Root>
  );
}
