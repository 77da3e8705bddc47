'use client';
import { useState } from 'react';
import { useAct } from '../contacts/useAct.ts';
import { Invites } from '../contacts/Invites.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Switch } from '../ui/Switch.tsx';
import { NameForm } from './NameForm.tsx';
import { useSaved } from './useSaved.ts';

export function WorkspaceSettings() {
  const t = useT('settings');
  const workspace = useWaggleState((state) => state.workspace?.workspace);
  const saved = useSaved(t('workspaceSaved'));
  const act = useAct();
  // Shown at once, until the server's word is there.
  const [wanted, setWanted] = useState<boolean | null>(null);
  if (!workspace) return null;
  const setOpen = async (openSignUp: boolean) => {
    setWanted(openSignUp);
    await act('workspace:update', { openSignUp });
    setWanted(null);
  };
  return (
    <>
      <NameForm
        label={t('workspaceName')}
        name={workspace.name}
        busy={saved.busy}
        failure={saved.failure}
        onSave={(name) => void saved.save('workspace:update', { name })}
      />
      <Switch
        label={t('openSignUp')}
        hint={t('openSignUpHint')}
        checked={wanted ?? workspace.openSignUp}
        onChange={(on) => void setOpen(on)}
      />
      <section className="border-t border-line pt-6">
        <h2 className="text-lg font-semibold">{t('invites')}</h2>
        <p className="mt-1 mb-3 text-muted">{t('invitesText')}</p>
        <Invites chatId={null} />
      </section>
    </>
  );
}
