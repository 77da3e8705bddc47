'use client';
import { useEffect, useState } from 'react';
import type { SessionState } from '../../client/state.ts';
import type { InviteView } from '../../shared/http.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { AuthFrame } from './AuthFrame.tsx';
import { Switcher } from './Door.tsx';
import { SignInForm } from './SignInForm.tsx';
import { SignUpForm } from './SignUpForm.tsx';

type Known = Exclude<SessionState, { kind: 'loading' }>;

/** An invite link: says who invites to what. Strangers make an account or sign in; people who are in join at once. */
export function JoinScreen({ token, session }: { token: string; session: Known }) {
  const t = useT('auth');
  const words = useFailureText();
  const waggle = useWaggle();
  const [view, setView] = useState<Reply<InviteView> | null>(null);
  // Signing up by the link uses it already; then its chat is only looked up, and a used-up link is no failure.
  const [stranger] = useState(session.kind === 'signed-out');

  useEffect(() => {
    let current = true;
    void waggle.viewInvite(token).then((reply) => {
      if (current) setView(reply);
    });
    return () => {
      current = false;
    };
  }, [waggle, token]);

  if (!view) {
    return (
      <AuthFrame title={t('inviteTitle')}>
        <p role="status" className="flex items-center justify-center gap-2 text-muted">
          <Spinner /> {t('inviteChecking')}
        </p>
      </AuthFrame>
    );
  }
  if (!view.ok) {
    return (
      <AuthFrame title={t('inviteBad')}>
        <Notice kind="failure">{words(view)}</Notice>
        <ToStart />
      </AuthFrame>
    );
  }
  const { chat, workspace, invitedBy } = view.data;
  const text =
    chat === null
      ? t('invitedToWorkspace', { who: invitedBy, workspace })
      : t('invitedToChat', { who: invitedBy, chat, workspace });
  return (
    <AuthFrame title={t('inviteTitle')} text={text}>
      {session.kind === 'signed-in' ? (
        <Accept key={session.user.id} token={token} name={session.user.name} lenient={stranger} />
      ) : (
        <StrangerForms token={token} />
      )}
    </AuthFrame>
  );
}

function StrangerForms({ token }: { token: string }) {
  const t = useT('auth');
  const [known, setKnown] = useState(false);
  return (
    <>
      {known ? <SignInForm /> : <SignUpForm invite={token} />}
      <Switcher
        label={known ? t('toSignUp') : t('toSignIn')}
        onClick={() => {
          setKnown(!known);
        }}
      />
    </>
  );
}

/** Whoever is signed in, or has just become so by this link, goes on into its chat. */
function Accept({ token, name, lenient }: { token: string; name: string; lenient: boolean }) {
  const t = useT('auth');
  const words = useFailureText();
  const waggle = useWaggle();
  const [failure, setFailure] = useState<Failure | null>(null);
  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    let current = true;
    void waggle.command('invite:accept', { token }).then((reply) => {
      if (!current) return;
      if (!reply.ok && !lenient) {
        setFailure(reply);
        return;
      }
      const chatId = reply.ok ? reply.data.chatId : null;
      navigate(chatId === null ? { kind: 'chats' } : { kind: 'chat', chatId }, { replace: true });
    });
    return () => {
      current = false;
    };
  }, [waggle, token, attempt, lenient]);

  if (!failure) {
    return (
      <p role="status" className="flex items-center justify-center gap-2 text-muted">
        <Spinner /> {t('joiningAs', { name })}
      </p>
    );
  }
  return (
    <>
      <Notice kind="failure">{words(failure)}</Notice>
      <Button
        kind="primary"
        onClick={() => {
          setFailure(null);
          setAttempt(attempt + 1);
        }}
      >
        {t('join')}
      </Button>
      <ToStart />
    </>
  );
}

function ToStart() {
  const t = useT('auth');
  return (
    <Switcher
      label={t('toStart')}
      onClick={() => {
        navigate({ kind: 'chats' }, { replace: true });
      }}
    />
  );
}
