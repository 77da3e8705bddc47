import { useCallback, useEffect, useState } from 'react';
import type { Connection, ConnectionTool } from '../../shared/connection.ts';
import type { Failure } from '../../shared/reply.ts';
import { ToolDetails } from '../connections/ToolDetails.tsx';
import { ToolHint } from '../connections/ToolHint.tsx';
import { useT } from '../i18n/useT.ts';
import { useAnswer } from '../messages/useAnswer.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Folded } from '../ui/Folded.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { type Grant, grantOf, withGrant } from './grants.ts';

type AgentGrantsProps = {
  /** Null for one that is made now. */
  agentId: string | null;
  grants: readonly Grant[];
  onChange: (grants: readonly Grant[]) => void;
};

/** Which tools of connected servers the agent may use, as far as the person may say so; nothing without such servers. */
export function AgentGrants(props: AgentGrantsProps) {
  const t = useT('ownAgents');
  const answer = useAnswer('mcp:list', {});
  const mine = answer?.ok ? answer.data.connections.filter((one) => one.mine && one.tools > 0) : [];
  if (mine.length === 0) return null;
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium">{t('connected')}</legend>
      <p className="mb-2 text-sm text-muted">{t('connectedHint')}</p>
      <ul role="list" className="flex flex-col gap-1">
        {mine.map((connection) => (
          <li key={connection.id} className="break-words">
            <Folded title={connection.name}>{() => <Tools {...props} connection={connection} />}</Folded>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

function Tools({
  connection: { id: connectionId },
  agentId,
  grants,
  onChange,
}: AgentGrantsProps & { connection: Connection }) {
  const words = useT('ui');
  const waggle = useWaggle();
  const [tools, setTools] = useState<readonly ConnectionTool[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('mcp:tools', { connectionId });
    if (reply.ok) setTools(reply.data.tools);
    setFailure(reply.ok ? null : reply);
  }, [waggle, connectionId]);
  useEffect(() => void load(), [load]);
  if (failure) return <FailedLoad failure={failure} onRetry={() => void load()} />;
  if (!tools) return <Skeleton label={words('loading')} rows={2} />;
  return (
    <ul role="list" className="flex flex-col divide-y divide-line">
      {tools.map((tool) => {
        const granted = tool.agents.find((one) => one.agentId === agentId);
        const { name, hash } = tool;
        const said = grantOf(grants, { connectionId, tool: name, hash });
        return (
          <li key={name} className="py-1.5 break-words hyphens-auto">
            <Switch
              label={tool.title}
              hint={<ToolHint tool={tool} changed={granted?.changed === true} />}
              checked={said ?? granted?.changed === false}
              onChange={(on) => {
                onChange(withGrant(grants, { connectionId, tool: name, hash, on }));
              }}
            />
            <ToolDetails tool={tool} />
          </li>
        );
      })}
    </ul>
  );
}
