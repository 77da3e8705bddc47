import { type ReactNode, useState } from 'react';
import { useFormatter } from 'use-intl';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import type { Agent } from '../../shared/contact.ts';
import type { AgentVersion } from '../../shared/ownAgent.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { useAnswer } from '../messages/useAnswer.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Badge } from '../ui/Badge.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { changedParts } from './draft.ts';

type AgentHistoryProps = { agent: Agent; mayRestore: boolean; onClose: () => void };

/** What an agent was before, the newest first; whoever may change it can go back to any of it. */
export function AgentHistory({ agent, mayRestore, onClose }: AgentHistoryProps) {
  const t = useT('agents');
  const words = useT('ui');
  const failureText = useFailureText();
  const act = useAct();
  const answer = useAnswer('agent:versions', { agentId: agent.id });
  const [busy, setBusy] = useState<number | null>(null);
  const restore = async (number: number) => {
    if (busy !== null) return;
    setBusy(number);
    const done = await act('agent:restore', { agentId: agent.id, number });
    setBusy(null);
    if (!done) return;
    showToast({ text: t('restored', { number }), lasts: 2500 });
    onClose();
  };
  const versions = answer?.ok ? answer.data.versions : [];
  return (
    <Dialog open title={t('versions', { name: agent.name })} closeLabel={words('close')} onClose={onClose}>
      {answer === null && <Spinner />}
      {answer?.ok === false && <Notice kind="failure">{failureText(answer)}</Notice>}
      <ol role="list" className="flex flex-col gap-5">
        {versions.map((version, at) => (
          <Version key={version.number} version={version} before={versions[at + 1]} current={at === 0}>
            {mayRestore && at > 0 && agent.own?.archived === false && (
              <Button
                size="small"
                busy={busy === version.number}
                aria-label={t('restoreNamed', { number: version.number })}
                onClick={() => void restore(version.number)}
              >
                {t('restore')}
              </Button>
            )}
          </Version>
        ))}
      </ol>
    </Dialog>
  );
}

type VersionProps = {
  version: AgentVersion;
  before: AgentVersion | undefined;
  current: boolean;
  children: ReactNode;
};

function Version({ version, before, current, children }: VersionProps) {
  const t = useT('agents');
  const format = useFormatter();
  const contacts = useWaggleState(selectContacts);
  const name = useContactName()(contactIn(contacts, version.savedBy));
  const { number, definition, savedAt } = version;
  const changed = before ? changedParts(before.definition, definition).map((part) => t(`part.${part}`)) : [];
  return (
    <li className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{t('version', { number })}</h3>
        {current && <Badge kind="accent">{t('current')}</Badge>}
        <p className="min-w-0 flex-1 text-sm text-muted">
          {t('versionBy', { date: format.dateTime(savedAt, { dateStyle: 'medium', timeStyle: 'short' }), name })}
        </p>
      </div>
      <p className="text-sm text-muted">
        {before ? t('changedParts', { parts: format.list(changed) }) : t('firstVersion')}
      </p>
      <p className="max-h-40 overflow-y-auto rounded-lg bg-sunken px-3 py-2 text-sm whitespace-pre-wrap">
        {definition.instructions}
      </p>
      {children !== false && <div>{children}</div>}
    </li>
  );
}
