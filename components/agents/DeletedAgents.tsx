'use client';
import { useEffect, useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import { useAct } from '../contacts/useAct.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { screenPath } from '../shell/screen.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { AgentAvatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { Folded } from '../ui/Folded.tsx';
import { showToast } from '../ui/toasts.ts';

/** The deleted agents that this person may bring back; nothing where there are none. */
export function DeletedAgents() {
  return (
    <LaterWords>
      <Deleted />
    </LaterWords>
  );
}

function Deleted() {
  const t = useT('ownAgents');
  const act = useAct();
  const me = useWaggleState(selectMe);
  const admin = useWaggleState(isAdmin);
  const agents = useWaggleState((state) => state.workspace?.agents);
  const deleted = (agents ?? []).filter(
    ({ own }) => own?.archived === true && own.trial === undefined && (own.by === me || admin),
  );
  const [last, setLast] = useState<string | null>(null);
  const isOver = deleted.length === 0;
  // All of this goes with the last one, which stands in the list above by now.
  useEffect(() => {
    if (last === null || !isOver) return;
    setLast(null);
    document.querySelector<HTMLElement>(`a[href="${screenPath({ kind: 'agent', agentId: last })}"]`)?.focus();
  }, [last, isOver]);
  if (isOver) return null;
  return (
    <div className="border-t border-line px-4 py-3">
      <Folded title={t('deleted')}>
        {() => (
          <ul role="list" aria-label={t('deleted')} className="flex flex-col gap-2">
            {deleted.map((agent) => (
              <li key={agent.id} className="flex items-center gap-3">
                <AgentAvatar agent={agent} size="small" />
                <span className="min-w-0 flex-1 truncate">{agent.name}</span>
                <Button
                  size="small"
                  aria-label={t('restoreNamed', { name: agent.name })}
                  onClick={({ currentTarget }) => {
                    const title = currentTarget.closest('details')?.querySelector('summary') ?? null;
                    void act('agent:archive', { agentId: agent.id, on: false }).then((done) => {
                      if (!done) return;
                      showToast({ text: t('restored', { name: agent.name }), lasts: 2500 });
                      // Its button goes, and the focus would with it.
                      if (deleted.length > 1) title?.focus();
                      else setLast(agent.id);
                    });
                  }}
                >
                  {t('restore')}
                </Button>
              </li>
            ))}
          </ul>
        )}
      </Folded>
    </div>
  );
}
