'use client';
import { Copy, Download, EllipsisVertical, History, Lock, Pencil, Trash2, Users } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import type { Agent } from '../../shared/contact.ts';
import type { Audience } from '../../shared/ownAgent.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Menu } from '../ui/Menu.tsx';
import type { MenuItem } from '../ui/menuItem.ts';
import { showToast, UNDO_MS } from '../ui/toasts.ts';
import { audienceOf } from './audience.ts';
import { useExport } from './useExport.ts';

const AgentHistory = lazy(() => import('./AgentHistory.tsx').then((module) => ({ default: module.AgentHistory })));

/** What can be done with an agent, as far as the person may. */
export function AgentMenu({ agent }: { agent: Agent }) {
  const t = useT('agents');
  const words = useT('ui');
  const act = useAct();
  const saveFile = useExport();
  const me = useWaggleState(selectMe);
  const admin = useWaggleState(isAdmin);
  const [asked, setAsked] = useState(false);
  const { id: agentId, name, own } = agent;
  const mayChange = own !== undefined && (own.by === me || (admin && own.shared));

  const archive = async () => {
    if (!(await act('agent:archive', { agentId, on: true }))) return;
    // This menu goes, and the focus would with it.
    document.getElementById('content')?.focus();
    showToast({
      text: t('deleted', { name }),
      lasts: UNDO_MS,
      action: { label: words('undo'), run: () => void act('agent:archive', { agentId, on: false }) },
    });
  };
  const share = async (who: Audience) => {
    const before = own && audienceOf(own);
    if (!(await act('agent:share', { agentId, who }))) return;
    showToast({
      text: t(who.kind === 'all' ? 'shared' : 'unshared', { name }),
      ...(before?.kind === 'chosen'
        ? {
            lasts: UNDO_MS,
            action: { label: words('undo'), run: () => void act('agent:share', { agentId, who: before }) },
          }
        : { lasts: 2500 }),
    });
  };
  const edit: MenuItem = {
    label: t('editDo'),
    icon: Pencil,
    onSelect: () => {
      navigate({ kind: 'edit-agent', agentId });
    },
  };
  const copy: MenuItem = {
    label: t('copy'),
    icon: Copy,
    onSelect: () => {
      navigate({ kind: 'copy-agent', agentId });
    },
  };
  const save: MenuItem = {
    label: t('export'),
    icon: Download,
    onSelect: () => {
      saveFile(agentId);
    },
  };
  const history: MenuItem = {
    label: t('history'),
    icon: History,
    onSelect: () => {
      setAsked(true);
    },
  };
  const toMe: MenuItem = { label: t('unshare'), icon: Lock, onSelect: () => void share({ kind: 'me' }) };
  const toAll: MenuItem = { label: t('share'), icon: Users, onSelect: () => void share({ kind: 'all' }) };
  const remove: MenuItem = { label: t('delete'), icon: Trash2, danger: true, onSelect: () => void archive() };
  const now = own && audienceOf(own).kind;
  const sharing = [...(now === 'all' ? [] : [toAll]), ...(now === 'me' ? [] : [toMe])];
  const items = [
    ...(mayChange ? [edit] : []),
    copy,
    save,
    ...(own ? [history] : []),
    ...(mayChange ? [...sharing, remove] : []),
  ];
  return (
    <>
      <Menu trigger={<IconButton icon={EllipsisVertical} label={t('menu', { name })} />} items={items} />
      {asked && (
        <Suspense>
          <AgentHistory
            agent={agent}
            mayRestore={mayChange}
            onClose={() => {
              setAsked(false);
            }}
          />
        </Suspense>
      )}
    </>
  );
}
