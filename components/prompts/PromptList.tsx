import type { ConnectionPrompt } from '../../shared/connection.ts';
import { OptionList, type OptionListProps } from '../composer/OptionList.tsx';
import { useT } from '../i18n/useT.ts';

export type PromptListProps = Pick<
  OptionListProps<ConnectionPrompt>,
  'id' | 'options' | 'active' | 'onChoose' | 'onActive'
> & {
  /** Servers that did not answer. */
  silent: readonly string[];
};

/** What servers have ready. */
export function PromptList({ silent, ...props }: PromptListProps) {
  const t = useT('prompts');
  return (
    <OptionList
      {...props}
      label={t('list')}
      keyOf={({ connectionId, name }) => `${connectionId} ${name}`}
      className="max-w-md break-words hyphens-auto"
      optionClassName="min-h-11 flex-col justify-center px-3 py-1.5"
      below={
        silent.length > 0 && (
          <p className="border-t border-line px-4 py-2 text-xs text-muted">
            {t('silent', { names: silent.join(', ') })}
          </p>
        )
      }
    >
      {({ title, server, about }) => (
        <>
          <span className="flex items-baseline gap-2">
            <span className="min-w-0 flex-1 truncate font-medium">{title}</span>
            <span className="max-w-[40%] truncate text-xs text-muted">{server}</span>
          </span>
          {about !== '' && <span className="line-clamp-2 text-xs text-muted">{about}</span>}
        </>
      )}
    </OptionList>
  );
}
