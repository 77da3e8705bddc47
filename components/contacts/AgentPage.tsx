'use client';
import { ArrowRight, MessageCircle } from 'lucide-react';
import { selectContact, selectMe } from '../../client/select/contacts.ts';
import { type Agent, mayUse } from '../../shared/contact.ts';
import { AgentMenu } from '../agents/AgentMenu.tsx';
import { CardIcon as ToolIcon } from '../cards/CardLine.tsx';
import { useToolWords } from '../cards/useToolWords.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { NotFound } from '../shell/NotFound.tsx';
import { PaneHead } from '../shell/PaneHead.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { AgentAvatar } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { useAgentWords } from './useAgentWords.ts';
import { useDirect } from './useDirect.ts';

/** One agent: what it is for, and three requests that really run. */
export function AgentPage({ agentId }: { agentId: string }) {
  const loaded = useWaggleState((state) => state.workspace !== null);
  const agent = useWaggleState((state) => state.workspace?.agents.find((known) => known.id === agentId));
  if (!agent || agent.own?.trial) return loaded ? <NotFound /> : null;
  return <Page agent={agent} />;
}

function Page({ agent }: { agent: Agent }) {
  const t = useT('contacts');
  const { about, starters } = useAgentWords()(agent);
  const direct = useDirect();
  const toolWords = useToolWords();
  const { tools = [] } = agent;
  const me = useWaggleState(selectMe);
  const usable = mayUse(agent, me);
  return (
    <>
      <PaneHead title={agent.name}>{usable && <AgentMenu agent={agent} />}</PaneHead>
      <div
        className="honeycomb min-h-0 flex-1 overflow-y-auto p-4 [--avatar-ring:var(--color-page)]"
        style={agentColour(agent.colour)}
      >
        <div className="mx-auto flex max-w-lg flex-col items-center gap-4 py-6 md:py-12">
          <AgentAvatar agent={agent} size="huge" />
          <div className="text-center">
            <h2 className="text-2xl font-bold text-agent">{agent.name}</h2>
            <p className="mt-2 text-balance">{about}</p>
            <p className="mt-2 flex flex-wrap justify-center gap-x-3 text-sm text-muted">
              <span>{t('handle', { handle: agent.handle })}</span>
              <span aria-hidden>·</span>
              <span>{t(`tier.${agent.tier}`)}</span>
            </p>
            {agent.own && <Maker own={agent.own} me={me} />}
          </div>
          {usable && (
            <Button
              kind="primary"
              busy={direct.busy !== null}
              onClick={() => {
                direct.open(agent.id);
              }}
            >
              <MessageCircle aria-hidden size={18} />
              {t('write', { name: agent.name })}
            </Button>
          )}
          {usable && tools.length > 0 && (
            <section className="mt-4 w-full">
              <h3 className="mb-2 font-semibold">{t('tools')}</h3>
              <ul role="list" className="flex flex-wrap gap-2">
                {tools.map((tool) => (
                  <li
                    key={tool}
                    className="flex items-center gap-1.5 rounded-full border border-line bg-panel px-3 py-1 text-sm"
                  >
                    <ToolIcon tool={tool} />
                    {toolWords(tool, 'Act')}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {usable && starters.length > 0 && (
            <section className="mt-4 w-full">
              <h3 className="mb-2 font-semibold">{t('starters')}</h3>
              <ul role="list" className="flex flex-col gap-2">
                {starters.map((text) => (
                  <li key={text}>
                    <button
                      type="button"
                      onClick={() => {
                        direct.open(agent.id, { text });
                      }}
                      className="group flex min-h-12 w-full items-center gap-3 rounded-xl border border-line bg-panel px-4 py-2.5 text-left transition hover:border-agent active:bg-selected"
                    >
                      <span className="min-w-0 flex-1">{text}</span>
                      <ArrowRight aria-hidden size={18} className="shrink-0 text-muted group-hover:text-agent" />
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
        </div>
      </div>
    </>
  );
}

/** Who made an agent, and who may use it. */
function Maker({ own, me }: { own: NonNullable<Agent['own']>; me: string }) {
  const t = useT('agents');
  const maker = useWaggleState((state) => selectContact(state, own.by));
  const name = useContactName()(maker);
  const forWhom = () => {
    if (own.shared) return t('forAll');
    if (own.by === me) return own.people ? t('forChosen', { count: own.people.length }) : t('forMe');
    return t(own.people ? 'forYouToo' : 'forMaker');
  };
  if (own.archived) return <p className="mt-2 text-sm text-muted">{t('gone')}</p>;
  return (
    <p className="mt-2 flex flex-wrap justify-center gap-x-3 text-sm text-muted">
      <span>{own.by === me ? t('byYou') : t('by', { name })}</span>
      <span aria-hidden>·</span>
      <span>{forWhom()}</span>
    </p>
  );
}
