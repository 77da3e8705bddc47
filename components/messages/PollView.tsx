import { Check } from 'lucide-react';
import { useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import type { Message } from '../../shared/message.ts';
import { mayClosePoll } from '../../shared/messageRights.ts';
import type { Poll } from '../../shared/poll.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { Ask } from './Ask.tsx';
import { partsOf } from './messageRoles.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';
import { changedVote } from './changedVote.ts';

/** A poll within its bubble: a bar for each choice, which votes. */
export function PollView({ message, poll }: { message: Message; poll: Poll }) {
  const t = useT('polls');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const mayClose = useWaggleState((state) => {
    const parts = partsOf(state, message);
    return parts !== null && mayClosePoll(parts.actor, parts.subject);
  });
  const [asking, setAsking] = useState(false);
  const { chatId, id: messageId } = message;
  const isClosed = poll.closedAt !== null;
  const people = new Set(poll.choices.flatMap(({ voters }) => voters)).size;
  const most = Math.max(1, ...poll.choices.map(({ voters }) => voters.length));
  return (
    <div className="mt-1 w-72 max-w-full">
      <p className="mb-2 text-xs text-muted">{isClosed ? t('closed') : poll.several ? t('many') : t('one')}</p>
      <ul role={poll.several ? 'group' : 'radiogroup'} aria-label={message.text} className="flex flex-col gap-2">
        {poll.choices.map(({ text, voters }, place) => {
          const mine = voters.includes(me);
          return (
            <li key={text} role="presentation">
              <button
                type="button"
                role={poll.several ? 'checkbox' : 'radio'}
                aria-checked={mine}
                aria-label={t('option', { text, count: voters.length })}
                disabled={isClosed}
                onClick={() => {
                  waggle.act('message:vote', { chatId, messageId, choices: changedVote(poll, me, place) });
                }}
                className="group/choice block w-full rounded-lg py-1 text-left pointer-coarse:min-h-11"
              >
                <span className="flex items-start gap-2.5">
                  <span
                    aria-hidden
                    className={cx(
                      'mt-0.5 flex size-4.5 shrink-0 items-center justify-center border transition',
                      poll.several ? 'rounded' : 'rounded-full',
                      mine ? 'border-accent bg-accent text-panel' : 'border-edge',
                    )}
                  >
                    {mine && <Check size={12} strokeWidth={3.5} />}
                  </span>
                  <span className="min-w-0 flex-1">{text}</span>
                  <span className="text-sm text-muted tabular-nums">{voters.length}</span>
                </span>
                <span aria-hidden className="mt-1 ml-7 block h-1.5 overflow-hidden rounded-full bg-ink/10">
                  <span
                    className={cx(
                      'block h-full origin-left rounded-full transition-transform duration-180',
                      mine ? 'bg-accent' : 'bg-edge',
                    )}
                    style={{ transform: `scaleX(${String(voters.length / most)})` }}
                  />
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <div className="mt-1.5 -ml-1.5 flex flex-wrap items-center gap-x-1 pointer-coarse:gap-y-2">
        {people > 0 ? (
          <button
            type="button"
            className="bubble-action"
            onClick={() => {
              ui.open({ kind: 'voters', messageId });
            }}
          >
            {t('votes', { count: people })} · {t('voters')}
          </button>
        ) : (
          <span className="px-1.5 text-xs text-muted">{t('votes', { count: 0 })}</span>
        )}
        {mayClose && (
          <button
            type="button"
            className="bubble-action"
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('close')}
          </button>
        )}
      </div>
      {asking && (
        <Ask
          title={t('closeTitle')}
          text={t('closeText')}
          yes={t('close')}
          onYes={() => {
            waggle.act('poll:close', { chatId, messageId });
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}
