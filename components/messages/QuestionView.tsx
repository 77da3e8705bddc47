import { Check, Reply } from 'lucide-react';
import { useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import { selectChat } from '../../client/select/overlay.ts';
import { selectQuestions } from '../../client/select/questions.ts';
import type { Message } from '../../shared/message.ts';
import type { Question } from '../../shared/question.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { cx } from '../ui/cx.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Below an answer that ends with a question: what to choose from, and a way to answer otherwise. Either is a reply. */
export function QuestionView({ message, question }: { message: Message; question: Question }) {
  const t = useT('questions');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const waits = useWaggleState((state) => selectQuestions(state, message.chatId).some(({ id }) => id === message.id));
  const answer = useWaggleState((state) => answerTo(selectChat(state, message.chatId)?.messages, message.id, question));
  const [chosen, setChosen] = useState<string | null>(null);
  const open = waits && chosen === null;
  const { choices, askedOf } = question;
  return (
    <div className="mt-2 flex w-72 max-w-full flex-col gap-2">
      {choices.length > 0 && (
        <ul role="list" aria-label={t('choices')} className="flex flex-col gap-1.5">
          {choices.map((choice) => {
            const taken = choice === (chosen ?? answer);
            return (
              <li key={choice}>
                <button
                  type="button"
                  disabled={!open}
                  onClick={() => {
                    setChosen(choice);
                    waggle.send(message.chatId, { text: choice, replyTo: message.id });
                  }}
                  className={cx(
                    'flex min-h-10 w-full items-center justify-between gap-2 rounded-lg border px-3 py-1.5 text-left wrap-anywhere hyphens-auto pointer-coarse:min-h-11',
                    taken ? 'border-accent font-medium' : 'border-edge',
                    open ? 'hover:bg-hover active:bg-selected' : !taken && 'text-muted',
                  )}
                >
                  {choice}
                  {taken && <Check role="img" aria-label={t('chosen')} size={16} className="shrink-0 text-accent" />}
                </button>
              </li>
            );
          })}
        </ul>
      )}
      {open && (
        <Button
          size="small"
          className="self-start"
          onClick={() => {
            ui.reply(message);
          }}
        >
          <Reply aria-hidden size={16} />
          {t(choices.length > 0 ? 'other' : 'answer')}
        </Button>
      )}
      {askedOf === me && open && <p className="text-xs text-muted">{t('waits')}</p>}
    </div>
  );
}

/** What the person who was asked wrote as a reply, where it is loaded. */
function answerTo(
  messages: Readonly<Record<string, Message>> | undefined,
  messageId: string,
  { askedOf }: Question,
): string | undefined {
  return Object.values(messages ?? {}).find(({ replyTo, senderId }) => replyTo === messageId && senderId === askedOf)
    ?.text;
}
