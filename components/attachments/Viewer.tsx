'use client';
import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { ErrorBoundary } from '../shell/ErrorBoundary.tsx';
import { useBackCloses } from '../shell/useBackCloses.ts';
import { endViewing, viewing } from './viewing.ts';

const Lightbox = lazy(async () => ({ default: (await import('./Lightbox.tsx')).Lightbox }));
const ReadDialog = lazy(async () => ({ default: (await import('./ReadDialog.tsx')).ReadDialog }));

/** Where what is looked at appears; its parts are loaded with the first look. */
export function Viewer() {
  const shown = useStore(viewing, (state) => state.viewing);
  useBackCloses(shown !== null, endViewing);
  if (!shown) return null;
  return (
    <ErrorBoundary scope="viewer">
      <Suspense fallback={null}>
        {shown.kind === 'media' ? (
          <Lightbox files={shown.files} at={shown.at} />
        ) : (
          <ReadDialog kind={shown.kind} file={shown.file} />
        )}
      </Suspense>
    </ErrorBoundary>
  );
}
