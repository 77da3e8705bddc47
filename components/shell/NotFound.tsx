import { Compass } from 'lucide-react';
import { useT } from '../i18n/useT.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { ScreenLink } from './ScreenLink.tsx';

export function NotFound() {
  const t = useT('shell');
  return (
    <div className="honeycomb flex flex-1 items-center justify-center">
      <EmptyState
        picture={<Compass aria-hidden size={40} className="text-accent" />}
        level={1}
        title={t('notFoundTitle')}
        text={t('notFoundText')}
      >
        <ScreenLink
          to={{ kind: 'chats' }}
          replace
          className="inline-flex min-h-10 items-center font-semibold text-accent underline underline-offset-4 pointer-coarse:min-h-11"
        >
          {t('toChats')}
        </ScreenLink>
      </EmptyState>
    </div>
  );
}
