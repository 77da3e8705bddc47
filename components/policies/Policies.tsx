'use client';
import { useCallback, useEffect, useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { activeMembers } from '../../shared/chatStateView.ts';
import type { SetPolicy } from '../../shared/commands/policies.ts';
import { type Policy, PolicyEffect } from '../../shared/policy.ts';
import type { Failure } from '../../shared/reply.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { PolicyFields } from './PolicyFields.tsx';

type PoliciesProps = {
  /** Null for the workspace. */
  chatId: string | null;
  /** Whether this person says it here. */
  may: boolean;
};

/** When agents ask before they do something, and who allows it: of the workspace, or of a chat and its agents. */
export function Policies({ chatId, may }: PoliciesProps) {
  const t = useT('policies');
  const words = useT('ui');
  const { policies, failure, set, reload } = usePolicies(chatId);
  const admin = useWaggleState(isAdmin);
  const several = useWaggleState((state) => chatId === null || state.chats[chatId]?.chat.kind !== 'direct');
  const { agentIds, nameOf } = useAgents(chatId);
  const [added, setAdded] = useState<readonly string[]>([]);
  if (failure) {
    return <FailedLoad failure={failure} onRetry={reload} />;
  }
  if (!policies) return <Skeleton label={words('loading')} rows={4} />;

  const find = (of: string | null, agentId: string | null, effect: PolicyEffect): Policy | null =>
    policies.find((one) => one.chatId === of && one.agentId === agentId && one.effect === effect)?.policy ?? null;
  const fields = (agentId: string | null) =>
    PolicyEffect.options.map((effect) => (
      <PolicyFields
        key={effect}
        {...{ effect, may, several }}
        policy={find(chatId, agentId, effect)}
        workspace={chatId !== null && agentId === null ? find(null, null, effect) : null}
        mayNever={effect === 'write' || admin}
        onChange={(policy) => set({ chatId, agentId, effect, policy })}
      />
    ));
  const named = agentIds.filter((id) => added.includes(id) || policies.some(({ agentId }) => agentId === id));
  const others = may && several ? agentIds.filter((id) => !named.includes(id)) : [];
  return (
    <div className="flex flex-col gap-5">
      <div className="flex flex-col gap-2 text-sm text-muted">
        <p>{t(chatId === null ? 'workspaceIntro' : 'chatIntro')}</p>
        <p>{t('unsetMeans')}</p>
        <p>{t('always')}</p>
        {!may && <p>{t('yours')}</p>}
      </div>
      {fields(null)}
      {named.map((agentId) => (
        <section key={agentId} aria-label={t('ofAgent', { name: nameOf(agentId) })} className="flex flex-col gap-4">
          <h4 className="border-t border-line pt-4 font-semibold">{t('ofAgent', { name: nameOf(agentId) })}</h4>
          {fields(agentId)}
        </section>
      ))}
      {others.length > 0 && (
        <Select
          label={t('addAgent')}
          value=""
          options={[{ value: '', label: t('chooseAgent') }, ...others.map((id) => ({ value: id, label: nameOf(id) }))]}
          onChange={(id) => {
            if (id !== '') setAdded([...added, id]);
          }}
        />
      )}
    </div>
  );
}

function useAgents(chatId: string | null) {
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const chat = useWaggleState((state) => (chatId === null ? undefined : state.chats[chatId]));
  const agents = chat ? activeMembers(chat).filter(({ kind }) => kind === 'agent') : [];
  return {
    agentIds: agents.map(({ contactId }) => contactId),
    nameOf: (id: string) => contactName(contactIn(contacts, id)),
  };
}

function usePolicies(chatId: string | null) {
  const t = useT('policies');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const [policies, setPolicies] = useState<readonly SetPolicy[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('policy:list', { chatId });
    setFailure(reply.ok ? null : reply);
    if (reply.ok) setPolicies(reply.data.policies);
  }, [waggle, chatId]);
  useEffect(() => {
    void load();
  }, [load]);
  return {
    policies,
    failure,
    reload: () => void load(),
    async set(policy: Omit<SetPolicy, 'policy'> & { policy: Policy | null }): Promise<void> {
      const reply = await waggle.command('policy:set', policy);
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
      else {
        showToast({ text: t('saved'), lasts: 2500 });
        await load();
      }
    },
  };
}
