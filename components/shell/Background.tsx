'use client';
import { Component, lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useOpenedByWorker } from './useOpenedByWorker.ts';
import { useWaggleState } from './WaggleProvider.tsx';

const Notices = lazy(() => import('../notifications/Notices.tsx'));

/** Once there is something to read, nobody waits for this. */
const LATER_MS = 1_000;

/** What goes on while somebody is signed in and draws nothing. */
export function Background() {
  const isSignedIn = useWaggleState(({ session, loaded }) => session.kind === 'signed-in' && loaded);
  const [isTime, setIsTime] = useState(false);
  useOpenedByWorker();
  useEffect(() => {
    if (!isSignedIn) return;
    const timer = setTimeout(() => {
      setIsTime(true);
    }, LATER_MS);
    return () => {
      clearTimeout(timer);
      setIsTime(false);
    };
  }, [isSignedIn]);
  if (!isTime) return null;
  return (
    <Unseen>
      <Suspense fallback={null}>
        <Notices />
      </Suspense>
    </Unseen>
  );
}

/** What nobody sees must not take with it what everybody sees. */
class Unseen extends Component<{ children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
