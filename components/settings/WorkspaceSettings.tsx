'use client';
import { useState } from 'react';
import type { CommandInput } from '../../shared/command.ts';
import { useAct } from '../contacts/useAct.ts';
import { Invites } from '../contacts/Invites.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { NameForm } from './NameForm.tsx';
import { useSaved } from './useSaved.ts';

const MEGABYTE = 1024 * 1024;
const LIMITS = [10, 25, 50, 100, 250, 500, 1000, 2000].map((megabytes) => megabytes * MEGABYTE);

export function WorkspaceSettings() {
  const t = useT('settings');
  const workspace = useWaggleState((state) => state.workspace?.workspace);
  const saved = useSaved(t('workspaceSaved'));
  const act = useAct();
  // Shown at once, until the server's word is there.
  const [wanted, setWanted] = useState<CommandInput<'workspace:update'>>({});
  if (!workspace) return null;
  const shown = { ...workspace, ...wanted };
  const set = async (change: CommandInput<'workspace:update'>) => {
    setWanted(change);
    await act('workspace:update', change);
    setWanted({});
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
        checked={shown.openSignUp}
        onChange={(openSignUp) => void set({ openSignUp })}
      />
      <Switch
        label={t('linkPreviews')}
        hint={t('linkPreviewsHint')}
        checked={shown.linkPreviews}
        onChange={(linkPreviews) => void set({ linkPreviews })}
      />
      <Switch
        label={t('tracePrompts')}
        hint={t('tracePromptsHint')}
        checked={shown.tracePrompts === true}
        onChange={(tracePrompts) => void set({ tracePrompts })}
      />
      <Select
        label={t('fileLimit')}
        value={String(shown.fileLimit)}
        options={limitsWith(shown.fileLimit).map((bytes) => ({
          value: String(bytes),
          label: t('megabytes', { count: Math.round(bytes / MEGABYTE) }),
        }))}
        onChange={(bytes) => void set({ fileLimit: Number(bytes) })}
      />
      <section className="border-t border-line pt-6">
        <h2 className="text-lg font-semibold">{t('invites')}</h2>
        <p className="mt-1 mb-3 text-muted">{t('invitesText')}</p>
        <Invites chatId={null} />
      </section>
    </>
  );
}

/** What can be chosen, and what is set though it can not. */
function limitsWith(bytes: number): number[] {
  return LIMITS.includes(bytes) ? LIMITS : [...LIMITS, bytes].sort((a, b) => a - b);
}
