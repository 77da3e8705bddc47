'use client';
import { Link2 } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useFormatter } from 'use-intl/react';
import type { Invite } from '../../shared/invite.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Select } from '../ui/Select.tsx';
import { showToast, showUndo } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { CopyLink } from './CopyLink.tsx';
import { QrCode } from './QrCode.tsx';
import { useAct } from './useAct.ts';

const validities = ['24', '168', '720'] as const;
const people = ['1', '10', '100'] as const;

/** Invite links into a chat, or with null into the workspace: those that are open, and a new one. */
export function Invites({ chatId }: { chatId: string | null }) {
  const t = useT('contacts');
  const words = useT('ui');
  const failureText = useFailureText();
  const waggle = useWaggle();
  const act = useAct();
  const [hours, setHours] = useState<(typeof validities)[number]>('168');
  const [uses, setUses] = useState<(typeof people)[number]>('10');
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const { invites, failure, reload, put } = useInvites(chatId);

  const make = async () => {
    setBusy(true);
    const reply = await waggle.command('invite:create', { chatId, hours: Number(hours), uses: Number(uses) });
    setBusy(false);
    if (!reply.ok) {
      showToast({ kind: 'failure', text: failureText(reply) });
      return;
    }
    setMade(reply.data.url);
    reload();
  };
  const revoke = (invite: Invite) => {
    put(invites?.filter(({ id }) => id !== invite.id) ?? null);
    showUndo({
      text: t('inviteRevoked'),
      undoLabel: words('undo'),
      undo: reload,
      commit: () => void act('invite:revoke', { inviteId: invite.id }).then(reload),
    });
  };

  return (
    <div className="flex flex-col gap-3">
      <div className="grid grid-cols-2 gap-2">
        <Select
          label={t('inviteHours')}
          value={hours}
          options={validities.map((value) => ({
            value,
            label: Number(value) < 48 ? t('hours', { count: Number(value) }) : t('days', { count: Number(value) / 24 }),
          }))}
          onChange={setHours}
        />
        <Select
          label={t('inviteUses')}
          value={uses}
          options={people.map((value) => ({ value, label: t('uses', { count: Number(value) }) }))}
          onChange={setUses}
        />
      </div>
      <Button busy={busy} onClick={() => void make()}>
        <Link2 aria-hidden size={18} />
        {t('inviteMake')}
      </Button>
      {made !== null && (
        <div className="flex flex-col gap-2 rounded-lg bg-tint p-3">
          <p className="text-sm">{t('inviteOnce')}</p>
          <CopyLink label={t('inviteFor')} url={made} />
          <QrCode text={made} />
        </div>
      )}
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      {invites && invites.length > 0 && (
        <ul role="list" className="flex flex-col">
          {invites.map((invite) => (
            <InviteRow key={invite.id} invite={invite} onRevoke={revoke} />
          ))}
        </ul>
      )}
    </div>
  );
}

function InviteRow({ invite, onRevoke }: { invite: Invite; onRevoke: (invite: Invite) => void }) {
  const t = useT('contacts');
  const format = useFormatter();
  const date = format.dateTime(invite.expiresAt, { dateStyle: 'medium' });
  return (
    <li className="flex min-h-11 items-center gap-2">
      <span className="min-w-0 flex-1 text-sm text-muted">
        {t('inviteUsed', { uses: invite.uses, max: invite.maxUses, date })}
      </span>
      <Button
        size="small"
        kind="quiet"
        aria-label={t('inviteRevokeNamed', { date })}
        onClick={() => {
          onRevoke(invite);
        }}
      >
        {t('inviteRevoke')}
      </Button>
    </li>
  );
}

function useInvites(chatId: string | null) {
  const waggle = useWaggle();
  const [state, setState] = useState<{
    invites: readonly Invite[] | null;
    failure: Parameters<ReturnType<typeof useFailureText>>[0] | null;
  }>({
    invites: null,
    failure: null,
  });
  const load = useCallback(async () => {
    const reply = await waggle.command('invite:list', { chatId });
    if (!reply.ok) {
      setState({ invites: null, failure: reply });
      return;
    }
    const now = Date.now();
    const invites = reply.data.invites.filter(
      (invite) => invite.revokedAt === null && invite.expiresAt > now && invite.uses < invite.maxUses,
    );
    setState({ invites, failure: null });
  }, [waggle, chatId]);
  useEffect(() => void load(), [load]);
  return {
    ...state,
    reload: () => void load(),
    put: (invites: readonly Invite[] | null) => {
      setState({ invites, failure: null });
    },
  };
}
