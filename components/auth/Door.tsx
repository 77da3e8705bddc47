'use client';
import { useState } from 'react';
import type { SessionState } from '../../client/state.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { AuthFrame } from './AuthFrame.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignUpForm } from './SignUpForm.tsx';

export type SignedOut = Extract<SessionState, { kind: 'signed-out' }>;

/** What a stranger sees: the first account, signing in, or signing up where that is open. */
export function Door({ session }: { session: SignedOut }) {
  const t = useT('auth');
  const [joining, setJoining] = useState(false);
  const workspace = session.workspace === '' ? 'Waggle' : session.workspace;
  if (session.firstRun) {
    return (
      <AuthFrame title={t('welcomeTitle')} text={t('welcomeText')}>
        <SignUpForm />
      </AuthFrame>
    );
  }
  if (joining && session.openSignUp) {
    return (
      <AuthFrame title={t('signUpTitle', { workspace })} text={t('tagline')}>
        <SignUpForm />
        <Switcher
          label={t('toSignIn')}
          onClick={() => {
            setJoining(false);
          }}
        />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('signInTitle', { workspace })}>
      {session.ended && <Notice kind="note">{t('ended')}</Notice>}
      <SignInForm />
      {session.openSignUp && (
        <Switcher
          label={t('toSignUp')}
          onClick={() => {
            setJoining(true);
          }}
        />
      )}
      <div className="flex flex-col gap-1 text-center text-sm text-muted">
        {!session.openSignUp && <p>{t('inviteOnly')}</p>}
        <p>{t('forgotten')}</p>
      </div>
    </AuthFrame>
  );
}

export function Switcher({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button kind="quiet" onClick={onClick}>
      {label}
    </Button>
  );
}
