'use client';
import { lazy, Suspense } from 'react';
import type { Waggle } from '../../client/waggle.ts';
import { I18nProvider } from '../i18n/I18nProvider.tsx';
import { useT } from '../i18n/useT.ts';
import { Toaster } from '../ui/Toaster.tsx';
import { Background } from './Background.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Gate } from './Gate.tsx';
import { Splash } from './Splash.tsx';
import { useWaggleState, WaggleProvider } from './WaggleProvider.tsx';

const BudgetWarning = lazy(() => import('./BudgetWarning.tsx').then((module) => ({ default: module.BudgetWarning })));

/** Everything there is to see, over the client it is handed. */
export function App({ waggle }: { waggle: Waggle }) {
  return (
    <ErrorBoundary>
      <WaggleProvider waggle={waggle}>
        <I18nProvider splash={<Splash />}>
          <Gate />
          <Toasts />
          <Background />
          <Warnings />
        </I18nProvider>
      </WaggleProvider>
    </ErrorBoundary>
  );
}

function Toasts() {
  const words = useT('ui');
  return <Toaster closeLabel={words('close')} />;
}

function Warnings() {
  const warned = useWaggleState((state) => state.budgetWarned);
  return (
    warned && (
      <Suspense>
        <BudgetWarning warned={warned} />
      </Suspense>
    )
  );
}
