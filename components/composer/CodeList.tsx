import { useT } from '../i18n/useT.ts';
import { OptionList, type OptionListProps } from './OptionList.tsx';
import type { CodeOption } from './shortcodes.ts';

export type CodeListProps = Pick<OptionListProps<CodeOption>, 'id' | 'options' | 'active' | 'onChoose' | 'onActive'>;

/** Emojis whose shortcode begins so. */
export function CodeList(props: CodeListProps) {
  const t = useT('emoji');
  return (
    <OptionList
      {...props}
      label={t('codes')}
      keyOf={({ emoji }) => emoji}
      className="max-w-xs"
      optionClassName="min-h-9 items-center gap-3 px-2 pointer-coarse:min-h-11"
    >
      {({ emoji, code }) => (
        <>
          <span aria-hidden className="text-xl">
            {emoji}
          </span>
          <span className="min-w-0 truncate">:{code}:</span>
        </>
      )}
    </OptionList>
  );
}
