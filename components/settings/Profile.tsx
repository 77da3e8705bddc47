'use client';
import { LogOut } from 'lucide-react';
import { useState } from 'react';
import { selectContact, selectMe } from '../../client/select/contacts.ts';
import type { ClientState } from '../../client/state.ts';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Avatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { NameForm } from './NameForm.tsx';
import { useSaved } from './useSaved.ts';

function countWaiting({ outbox }: ClientState): number {
  return Object.values(outbox).reduce((sum, waiting) => sum + waiting.length, 0);
}

export function Profile() {
  const t = useT('settings');
  const session = useWaggleState((state) => state.session);
  // The workspace hears of a new name at once, the session with the next sign-in.
  const known = useWaggleState((state) => selectContact(state, selectMe(state)).name);
  const saved = useSaved(t('nameSaved'));
  if (session.kind !== 'signed-in') return null;
  const { user } = session;
  const name = known === '' ? user.name : known;
  return (
    <>
      <div className="flex items-center gap-4">
        <Avatar name={name} image={user.image} size="huge" />
        <div className="min-w-0">
          <p className="text-xl font-semibold">{name}</p>
          <p className="text-muted">{user.email}</p>
        </div>
      </div>
      <NameForm
        label={t('name')}
        hint={t('nameHint')}
        name={name}
        autoComplete="name"
        busy={saved.busy}
        failure={saved.failure}
        onSave={(next) => void saved.save('user:update', { name: next })}
      />
      <SignOut />
    </>
  );
}

function SignOut() {
  const t = useT('settings');
  const words = useT('ui');
  const waggle = useWaggle();
  const waiting = useWaggleState(countWaiting);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const leave = async () => {
    setBusy(true);
    await waggle.signOut();
    navigate({ kind: 'chats' }, { replace: true });
  };
  return (
    <div className="flex flex-col items-start gap-2 border-t border-line pt-6">
      <Button
        kind="danger"
        busy={busy}
        onClick={() => {
          if (waiting > 0) setAsking(true);
          else void leave();
        }}
      >
        <LogOut aria-hidden size={18} />
        {t('signOut')}
      </Button>
      <p className="text-sm text-muted">{t('signOutText')}</p>
      <Dialog
        open={asking}
        role="alertdialog"
        size="narrow"
        title={t('signOut')}
        description={t('signOutWaiting', { count: waiting })}
        closeLabel={words('close')}
        onClose={() => {
          setAsking(false);
        }}
        footer={
          <>
            <Button
              onClick={() => {
                setAsking(false);
              }}
            >
              {words('cancel')}
            </Button>
            <Button kind="danger" busy={busy} onClick={() => void leave()}>
              {t('signOut')}
            </Button>
          </>
        }
      />
    </div>
  );
}
