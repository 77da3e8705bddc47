import { LayoutList, Square } from 'lucide-react';
import { selectContact } from '../../client/select/contacts.ts';
import { type Busy, selectBusy } from '../../client/select/busy.ts';
import { useDoing } from '../cards/useToolWords.ts';
import { ContactAvatar } from '../contacts/ContactAvatar.tsx';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useThreadUi } from '../messages/ThreadUiProvider.tsx';
import { useJump } from '../messages/useJump.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { agentColour } from '../ui/agentColour.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { showToast } from '../ui/toasts.ts';
import { useOwnTask } from '../ui/useOwnTask.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** While agents work in this chat or wait for an answer: each with its state, and one button that stops them all. */
export function RunStrip({ chatId }: { chatId: string }) {
  const t = useT('runs');
  const tBoard = useT('board');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const failureText = useFailureText();
  // After the bubbles of who begins.
  const busy = useOwnTask(useWaggleState((state) => selectBusy(state, chatId)));
  if (busy.length === 0) return null;
  const handleStop = () => {
    void waggle.command('run:stop', { chatId }).then((reply) => {
      if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
    });
  };
  return (
    <section
      aria-label={t('working')}
      className="flex items-center gap-3 border-t border-line bg-panel px-3 py-1.5 md:px-5"
    >
      <ul
        aria-label={t('working')}
        className="flex min-w-0 flex-1 snap-x snap-mandatory gap-1 scroll-px-1 overflow-x-auto overscroll-x-contain rounded-md px-1 py-0.5 [scrollbar-width:none]"
      >
        {busy.map((one) => (
          <Working key={one.agentId} busy={one} />
        ))}
      </ul>
      <IconButton
        icon={LayoutList}
        size="small"
        label={tBoard('open')}
        onClick={() => {
          ui.open({ kind: 'board', runId: null, adding: null });
        }}
      />
      {busy.some(({ activity }) => activity !== null) && (
        <Button size="small" title={t('stopAll')} onClick={handleStop} className="shrink-0 pointer-coarse:min-w-11">
          <Square aria-hidden size={12} className="fill-current" />
          {/* On a phone the place belongs to who works. */}
          <span className="max-sm:sr-only">{t('stopAll')}</span>
        </Button>
      )}
    </section>
  );
}

function Working({ busy: { agentId, activity, questionIds } }: { busy: Busy }) {
  const t = useT('runs');
  const doing = useDoing();
  const contact = useWaggleState((state) => selectContact(state, agentId));
  const name = useContactName()(contact);
  const jump = useJump();
  const asks = questionIds.length > 0;
  // What stands still until the person has said yes comes first.
  const waits = activity?.step === 'waiting' && activity.mine;
  const answer = waits || !asks ? activity?.messageIds.at(-1) : questionIds[0];
  const does = activity === null ? null : doing(activity);
  const text = waits && asks ? t('waitsTwice') : [does, asks && t('state.waiting')].filter(Boolean).join(' · ');
  return (
    <li className="shrink-0 snap-start">
      <button
        type="button"
        title={t('show')}
        onClick={() => {
          if (answer !== undefined) jump(answer);
        }}
        className="flex min-h-8 items-center gap-2 rounded-md px-1.5 text-sm hover:bg-hover focus-visible:-outline-offset-2 pointer-coarse:min-h-11"
      >
        <ContactAvatar contact={contact} size="tiny" />
        <span className="font-medium">{name}</span>
        <span
          className={activity?.tool == null ? 'text-muted' : 'text-agent'}
          style={contact.kind === 'agent' ? agentColour(contact.agent.colour) : undefined}
        >
          {text}
        </span>
      </button>
    </li>
  );
}
