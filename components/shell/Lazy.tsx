'use client';
import { type ReactNode, Suspense } from 'react';
import { useT } from '../i18n/useT.ts';
import { Skeleton } from '../ui/Skeleton.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';

/** Around a screen that is loaded on demand. */
export function Lazy({ scope, children }: { scope: string; children: ReactNode }) {
  const words = useT('ui');
  return (
    <ErrorBoundary scope={scope}>
      <Suspense fallback={<Skeleton label={words('loading')} rows={4} />}>{children}</Suspense>
    </ErrorBoundary>
  );
}
