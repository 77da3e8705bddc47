'use client';
import { useState } from 'react';
import { Allowed, type Chat, type Permissions } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useAct } from './useAct.ts';
import { useChatField } from './useChatField.ts';

const names = ['addMembers', 'write', 'mentionAll'] as const satisfies (keyof Permissions)[];

/** Who of a group may do what. Shows the choice at once and takes it back if refused. */
export function GroupRules({ chat, may }: { chat: Chat; may: boolean }) {
  const t = useT('chats');
  const act = useAct();
  const [wanted, setWanted] = useState<Partial<Permissions>>({});
  const choose = async (name: keyof Permissions, allowed: Allowed) => {
    setWanted((now) => ({ ...now, [name]: allowed }));
    await act('chat:update', { chatId: chat.id, permissions: { [name]: allowed } });
    setWanted(({ [name]: _done, ...rest }) => rest);
  };
  return (
    <div className="flex flex-col gap-3">
      {names.map((name) => (
        <Select<Allowed>
          key={name}
          label={t(name)}
          value={wanted[name] ?? chat.permissions[name]}
          disabled={!may}
          options={Allowed.options.map((value) => ({ value, label: t(value) }))}
          onChange={(allowed) => void choose(name, allowed)}
        />
      ))}
    </div>
  );
}

/** Whether pages that are linked to are looked up. */
export function PreviewSwitch({ chat, may }: { chat: Chat; may: boolean }) {
  const t = useT('chats');
  const allowed = useWaggleState((state) => state.workspace?.workspace.linkPreviews !== false);
  const [linkPreviews, choose] = useChatField(chat, 'linkPreviews');
  return (
    <Switch
      label={t('linkPreviews')}
      hint={t(allowed ? 'linkPreviewsHint' : 'linkPreviewsOff')}
      checked={allowed && linkPreviews}
      disabled={!may || !allowed}
      onChange={choose}
    />
  );
}
