import { Plus, X } from 'lucide-react';
import { useRef, useState } from 'react';
import { CHOICES } from '../../shared/poll.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Switch } from '../ui/Switch.tsx';
import { fieldClass, TextField } from '../ui/TextField.tsx';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Asks the chat a question with choices. */
export function PollForm() {
  const t = useT('polls');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const form = useRef<HTMLFormElement>(null);
  const [question, setQuestion] = useState('');
  const [choices, setChoices] = useState<readonly string[]>(['', '']);
  const [several, setSeveral] = useState(false);
  const [tried, setTried] = useState(false);
  const given = [...new Set(choices.map((choice) => choice.trim()).filter((choice) => choice !== ''))];
  const faults = {
    question: tried && question.trim() === '' ? t('needQuestion') : null,
    choices: tried && given.length < CHOICES.least ? t('needChoices') : null,
  };
  const put = (place: number, text: string) => {
    setChoices((before) => before.map((choice, at) => (at === place ? text : choice)));
  };
  const focusChoice = (place: number) => {
    const field = () => form.current?.querySelectorAll<HTMLInputElement>('[data-choice]')[place];
    const known = field();
    if (known) known.focus();
    else requestAnimationFrame(() => field()?.focus());
  };
  const add = () => {
    setChoices((before) => [...before, '']);
    focusChoice(choices.length);
  };
  const send = () => {
    setTried(true);
    if (question.trim() === '' || given.length < CHOICES.least) return;
    waggle.send(ui.chatId, { text: question.trim(), poll: { choices: given, several } });
    ui.close();
  };
  return (
    <Dialog
      open
      title={t('title')}
      closeLabel={tUi('cancel')}
      onClose={ui.close}
      footer={
        <Button kind="primary" onClick={send}>
          {t('send')}
        </Button>
      }
    >
      <form
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="flex flex-col gap-5"
      >
        <TextField
          label={t('question')}
          placeholder={t('questionHint')}
          value={question}
          maxLength={500}
          autoFocus
          error={faults.question}
          onChange={(event) => {
            setQuestion(event.target.value);
          }}
        />
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium">{t('choices')}</legend>
          <ul role="list" className="flex flex-col gap-2">
            {choices.map((choice, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a choice is its place
              <li key={place} className="flex items-center gap-1">
                <input
                  data-choice
                  value={choice}
                  maxLength={100}
                  aria-label={t('choice', { at: place + 1 })}
                  placeholder={t('choice', { at: place + 1 })}
                  aria-invalid={faults.choices ? true : undefined}
                  onChange={(event) => {
                    put(place, event.target.value);
                  }}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
                    event.preventDefault();
                    if (place + 1 < choices.length) focusChoice(place + 1);
                    else if (choice.trim() !== '' && choices.length < CHOICES.most) add();
                    else send();
                  }}
                  className={fieldClass}
                />
                {choices.length > CHOICES.least && (
                  <IconButton
                    icon={X}
                    size="small"
                    label={t('remove', { at: place + 1 })}
                    onClick={() => {
                      setChoices((before) => before.filter((_, at) => at !== place));
                      focusChoice(Math.max(0, place - 1));
                    }}
                  />
                )}
              </li>
            ))}
          </ul>
          {faults.choices && (
            <p role="alert" className="mt-1.5 text-sm text-danger">
              {faults.choices}
            </p>
          )}
          {choices.length < CHOICES.most && (
            <Button kind="quiet" size="small" className="mt-2" onClick={add}>
              <Plus aria-hidden size={16} />
              {t('addChoice')}
            </Button>
          )}
        </fieldset>
        <Switch label={t('several')} checked={several} onChange={setSeveral} />
      </form>
    </Dialog>
  );
}
