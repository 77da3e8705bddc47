'use client';
import { lazy } from 'react';
import { Lazy } from './Lazy.tsx';
import { useScreen } from './navigation.ts';
import { Shell } from './Shell.tsx';
import { Splash } from './Splash.tsx';
import { useWaggleState } from './WaggleProvider.tsx';

const Door = lazy(() => import('../auth/Door.tsx').then(({ Door }) => ({ default: Door })));
const JoinScreen = lazy(() => import('../auth/JoinScreen.tsx').then(({ JoinScreen }) => ({ default: JoinScreen })));
const ResetScreen = lazy(() => import('../auth/ResetScreen.tsx').then(({ ResetScreen }) => ({ default: ResetScreen })));

/** Who is signed in decides what there is: the chats, or the door. Links in mails and messages work for both. */
export function Gate() {
  const session = useWaggleState((state) => state.session);
  const { screen } = useScreen();
  if (session.kind === 'loading') return <Splash />;
  if (screen.kind === 'reset') {
    return (
      <Lazy scope="reset">
        <ResetScreen token={screen.token} />
      </Lazy>
    );
  }
  if (screen.kind === 'join') {
    return (
      <Lazy scope="join">
        <JoinScreen token={screen.token} session={session} />
      </Lazy>
    );
  }
  if (session.kind === 'signed-in') return <Shell />;
  return (
    <Lazy scope="door">
      <Door session={session} />
    </Lazy>
  );
}
