'use client';
import { ArrowRight, FolderKanban, Search, Users } from 'lucide-react';
import { useState } from 'react';
import type { Waggle } from '../../client/waggle.ts';
import { newId } from '../../shared/ids.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { navigate } from './navigation.ts';
import { useWaggle } from './WaggleProvider.tsx';

const starters = [
  { name: 'team', icon: FolderKanban, agents: ['research', 'coder'] },
  { name: 'ask', icon: Search, agents: ['research'] },
  { name: 'all', icon: Users, agents: ['business', 'creative', 'assistant'] },
] as const;

type Starter = (typeof starters)[number];

/** Makes the chat a starter speaks in: the agent's own, or a new project with its team. */
function makeChat(waggle: Waggle, agents: Starter['agents'], title: string): Promise<Reply<{ chatId: string }>> {
  const [only] = agents;
  return agents.length === 1
    ? waggle.command('chat:direct', { contactId: only })
    : waggle.command('chat:create', { id: newId(), kind: 'project', title, contacts: [...agents] });
}

/** Three requests that really run: one tap makes the chat, sends the words and shows the agents at work. */
export function Starters() {
  const t = useT('shell');
  const words = useFailureText();
  const waggle = useWaggle();
  const [busy, setBusy] = useState<Starter['name'] | null>(null);

  const run = async ({ name, agents }: Starter) => {
    if (busy) return;
    setBusy(name);
    const reply = await makeChat(waggle, agents, t(`starters.${name}.title`));
    setBusy(null);
    if (!reply.ok) {
      failed(reply);
      return;
    }
    waggle.send(reply.data.chatId, { text: t(`starters.${name}.text`) });
    navigate({ kind: 'chat', chatId: reply.data.chatId });
  };
  const failed = (failure: Failure) => {
    showToast({ kind: 'failure', text: words(failure) });
  };

  return (
    <ul role="list" className="flex w-full flex-col gap-2">
      {starters.map((starter) => {
        const Icon = starter.icon;
        return (
          <li key={starter.name}>
            <button
              type="button"
              onClick={() => void run(starter)}
              className="group flex min-h-14 w-full items-center gap-3 rounded-xl border border-line bg-panel px-3 py-2 text-left transition hover:border-accent active:bg-selected"
            >
              <Icon aria-hidden size={20} className="shrink-0 text-accent" />
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{t(`starters.${starter.name}.label`)}</span>
                <span className="line-clamp-2 block text-sm text-muted">{t(`starters.${starter.name}.text`)}</span>
              </span>
              {busy === starter.name ? (
                <Spinner className="text-accent" />
              ) : (
                <ArrowRight
                  aria-hidden
                  size={18}
                  className="shrink-0 text-muted transition group-hover:translate-x-0.5 group-hover:text-accent"
                />
              )}
            </button>
          </li>
        );
      })}
    </ul>
  );
}
