'use client';
import { useT } from '../i18n/useT.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Logo } from '../ui/Logo.tsx';
import { Starters } from './Starters.tsx';

/** Beside the list while no chat is chosen: what one can do here, by doing it. */
export function Welcome() {
  const t = useT('shell');
  return (
    <div className="honeycomb flex flex-1 items-center justify-center overflow-y-auto">
      <EmptyState picture={<Logo size={64} />} title={t('pickTitle')} text={t('pickText')}>
        <div className="w-full text-left">
          <Starters />
        </div>
      </EmptyState>
    </div>
  );
}
