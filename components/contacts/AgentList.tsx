'use client';
import { Plus } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { selectAgents } from '../../client/select/contacts.ts';
import { useT } from '../i18n/useT.ts';
import { ColumnHead } from '../shell/ColumnHead.tsx';
import { navigate } from '../shell/navigation.ts';
import { ScreenLink } from '../shell/ScreenLink.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { AgentAvatar } from '../ui/Avatar.tsx';
import { cx } from '../ui/cx.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useAgentWords } from './useAgentWords.ts';

const DeletedAgents = lazy(async () => ({
  default: (await import('../agents/DeletedAgents.tsx')).DeletedAgents,
}));

/** The left column of the agents. */
export function AgentList({ openId }: { openId: string | null }) {
  const t = useT('contacts');
  const own = useT('agents');
  const words = useAgentWords();
  const agents = useWaggleState(selectAgents);
  return (
    <>
      <ColumnHead title={t('agents')}>
        <IconButton
          icon={Plus}
          label={own('new')}
          onClick={() => {
            navigate({ kind: 'new-agent' });
          }}
        />
      </ColumnHead>
      <div className="min-h-0 flex-1 overflow-y-auto">
        <p className="px-4 pb-3 text-muted">{t('agentsIntro')}</p>
        <ul role="list" aria-label={t('agents')} className="px-2 pb-2">
          {agents.map((agent) => (
            <li key={agent.id}>
              <ScreenLink
                to={{ kind: 'agent', agentId: agent.id }}
                aria-current={agent.id === openId ? 'page' : undefined}
                className={cx(
                  'flex items-center gap-3 rounded-xl px-3 py-2.5 transition-colors focus-visible:-outline-offset-2',
                  agent.id === openId
                    ? 'bg-selected [--avatar-ring:var(--color-selected)]'
                    : 'hover:bg-hover hover:[--avatar-ring:var(--color-hover)]',
                )}
              >
                <AgentAvatar agent={agent} size="large" />
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-semibold">{agent.name}</span>
                  <span className="mt-0.5 line-clamp-2 text-sm text-muted">{words(agent).about}</span>
                </span>
              </ScreenLink>
            </li>
          ))}
        </ul>
        <Suspense>
          <DeletedAgents />
        </Suspense>
      </div>
    </>
  );
}
