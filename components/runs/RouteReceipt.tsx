import { UserRoundPlus } from 'lucide-react';
import { useMemo } from 'react';
import { useFormatter } from 'use-intl';
import { selectAgentActivities } from '../../client/select/agents.ts';
import { contactIn, isUsable, selectContacts, selectMe } from '../../client/select/contacts.ts';
import { selectOnlyAdminsWrite } from '../../client/select/silence.ts';
import type { Message } from '../../shared/message.ts';
import type { Run } from '../../shared/run.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { TraceButton } from '../trace/TraceButton.tsx';
import { cx } from '../ui/cx.ts';
import { Menu } from '../ui/Menu.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';
import { useCost } from './useCost.ts';

/** Under a request: who was chosen, why, for how much, and a tap to ask others. */
export function RouteReceipt({ message, runs, own }: { message: Message; runs: readonly Run[]; own: boolean }) {
  const t = useT('runs');
  const because = useT('composer');
  const format = useFormatter();
  const cost = useCost();
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const isLast = useWaggleState((state) => state.chats[message.chatId]?.lastSeq === message.seq);
  // That nobody was needed matters to who has just asked; under what people said to each other before it is noise.
  const mayWrite = useWaggleState((state) => !selectOnlyAdminsWrite(state, message.chatId));
  const quiet = !(own && isLast) && runs.every((run) => run.answers.length === 0 && run.status !== 'deciding');
  if (quiet) return null;
  const shown = runs.filter((run, at) => run.reason !== 'retried' || at === 0);
  const spent = runs.reduce((sum, run) => sum + (run.costMicros ?? 0), 0);
  return (
    <div
      className={cx(
        'mt-0.5 flex flex-wrap items-center gap-x-1 px-2 text-xs text-muted',
        own ? 'justify-end text-right' : 'justify-start',
      )}
    >
      {shown.map((run) => {
        const names = [...new Set(run.answers.map((answer) => answer.agentId))].map((id) =>
          contactName(contactIn(contacts, id)),
        );
        const text =
          run.status === 'deciding'
            ? t('deciding')
            : names.length === 0
              ? t('nobody')
              : t('answered', {
                  names: format.list(names),
                  reason: run.explanation || because(`because.${run.reason}`),
                });
        return <span key={run.id}>{text}</span>;
      })}
      {spent > 0 && <span>{`· ${cost(spent)}`}</span>}
      {/* They stay together where a line ends. */}
      <span className="inline-flex items-center gap-x-1 max-sm:gap-x-0">
        <ShowHow runs={runs} />
        {mayWrite && <AskOthers message={message} runs={runs} />}
        <TraceButton chatId={message.chatId} runs={runs} />
      </span>
    </div>
  );
}

function ShowHow({ runs }: { runs: readonly Run[] }) {
  const t = useT('board');
  const ui = useThreadUi();
  const last = runs.findLast((run) => run.answers.length > 0);
  if (last === undefined) return null;
  return (
    <button
      type="button"
      className="bubble-action"
      onClick={() => {
        ui.open({ kind: 'board', runId: last.id, adding: null });
      }}
    >
      {t('showHow')}
    </button>
  );
}

function AskOthers({ message, runs }: { message: Message; runs: readonly Run[] }) {
  const t = useT('runs');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const contactName = useContactName();
  const contacts = useWaggleState(selectContacts);
  const agents = useWaggleState((state) => selectAgentActivities(state, message.chatId));
  const asked = useMemo(() => new Set(runs.flatMap((run) => run.answers.map((answer) => answer.agentId))), [runs]);
  const me = useWaggleState(selectMe);
  const others = agents.filter(({ agentId }) => !asked.has(agentId) && isUsable(contactIn(contacts, agentId), me));
  if (others.length === 0) return null;
  const handleSelect = (agentId: string) => {
    void waggle
      .command('run:reroute', { chatId: message.chatId, requestId: message.id, agentIds: [agentId] })
      .then((reply) => {
        if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
      });
  };
  return (
    <Menu
      trigger={
        <button type="button" title={t('askOthers')} className="bubble-action bubble-action-short">
          <UserRoundPlus aria-hidden size={13} />
          <span className="max-sm:sr-only">{t('askOthers')}</span>
        </button>
      }
      items={others.map(({ agentId }) => ({
        label: t('askAgent', { name: contactName(contactIn(contacts, agentId)) }),
        onSelect: () => {
          handleSelect(agentId);
        },
      }))}
    />
  );
}
