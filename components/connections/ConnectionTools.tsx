'use client';
import { useCallback, useEffect, useState } from 'react';
import type { Connection, ConnectionTool } from '../../shared/connection.ts';
import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { ToolDetails } from './ToolDetails.tsx';
import { ToolHint } from './ToolHint.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

type Props = { connection: Connection };

/** What a connected server can do, and which of it an agent may use. */
export function ConnectionTools({ connection }: Props) {
  const t = useT('connections');
  const words = useT('ui');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const agents = useWaggleState((state) => state.workspace?.agents);
  const [agentId, setAgentId] = useState('');
  const [tools, setTools] = useState<readonly ConnectionTool[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const { id: connectionId, mine } = connection;
  const load = useCallback(async () => {
    const reply = await waggle.command('mcp:tools', { connectionId });
    if (reply.ok) setTools(reply.data.tools);
    setFailure(reply.ok ? null : reply);
  }, [waggle, connectionId]);
  // Whatever has changed of it may be its tools, or who may use them.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer state may have others
  useEffect(() => void load(), [load, connection]);
  const agent = agents?.find(({ id }) => id === agentId) ?? agents?.[0];

  const grant = async ({ name: tool, hash }: ConnectionTool, on: boolean) => {
    if (!agent) return;
    const reply = await waggle.command('mcp:grant', { connectionId, tool, agentId: agent.id, hash, on });
    if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    await load();
  };

  if (failure) {
    return <FailedLoad failure={failure} onRetry={() => void load()} />;
  }
  if (!tools || !agent) return <Skeleton label={words('loading')} rows={2} />;
  return (
    <div className="flex flex-col gap-3 border-t border-line pt-3">
      <Select
        label={t('agent')}
        value={agent.id}
        options={(agents ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setAgentId}
      />
      <ul role="list" aria-label={t('toolsOf', { name: agent.name })} className="flex flex-col divide-y divide-line">
        {tools.map((tool) => {
          const granted = tool.agents.find((one) => one.agentId === agent.id);
          return (
            <li key={tool.name} className="py-1.5 break-words hyphens-auto">
              <Switch
                label={tool.title}
                hint={<ToolHint tool={tool} changed={granted?.changed === true} />}
                checked={granted !== undefined && !granted.changed}
                disabled={!mine}
                onChange={(on) => void grant(tool, on)}
              />
              <ToolDetails tool={tool} />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
