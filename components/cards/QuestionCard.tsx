import { MessageCircleQuestion } from 'lucide-react';
import { useId, useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { type QuestionField, type QuestionValues, type ToolQuestion, wrongField } from '../../shared/toolQuestion.ts';
import type { Failure } from '../../shared/reply.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Select } from '../ui/Select.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { filledIn, presetOf } from './questionValues.ts';
import { useToolWords } from './useToolWords.ts';
import { visible } from './visible.ts';

type Props = { message: Message; card: ToolCard; question: ToolQuestion };

/** What a connected server wants to know while it works, as a form for the person it works for. */
export function QuestionCard({ message: { chatId, id: messageId }, card: { key, tool, label }, question }: Props) {
  const t = useT('cards');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const id = useId();
  const [filled, setFilled] = useState(() => presetOf(question.fields));
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState<'send' | 'decline' | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const toolWords = useToolWords();
  const from = label === undefined ? null : visible(label.from);
  const wrong = tried ? wrongField(question.fields, filled) : null;

  const answer = async (values: QuestionValues | null) => {
    setBusy(values === null ? 'decline' : 'send');
    setFailure(null);
    const reply = await waggle.command('call:answer', { chatId, messageId, key, questionId: question.id, values });
    if (reply.ok) return;
    setBusy(null);
    setFailure(reply);
  };

  return (
    <form
      noValidate
      aria-labelledby={id}
      className="my-1 flex flex-col gap-3 rounded-lg border border-agent bg-agent-tint p-2.5"
      onSubmit={(event) => {
        event.preventDefault();
        setTried(true);
        if (busy === null && wrongField(question.fields, filled) === null) void answer({ ...filled });
      }}
    >
      <div>
        <p id={id} className="flex items-start gap-1.5 font-semibold">
          <MessageCircleQuestion aria-hidden size={17} className="mt-px shrink-0 text-agent" />
          <span className="min-w-0 break-words">{from === null ? toolWords(tool, 'Act') : t('asks', { from })}</span>
        </p>
        <p className="mt-1.5 break-words whitespace-pre-line">{visible(question.message)}</p>
        {from !== null && <p className="mt-1.5 text-sm text-muted">{t('asksHint', { from })}</p>}
      </div>
      {question.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={filled[field.name]}
          error={field.name === wrong && failureText({ ok: false, code: 'bad-input', message: '', reason: 'answer' })}
          onChange={(value) => {
            setFilled((before) => filledIn(before, field, value));
          }}
        />
      ))}
      {failure && (
        <p role="alert" className="text-sm text-danger">
          {failureText(failure)}
        </p>
      )}
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" size="small" busy={busy === 'send'}>
          {t('answer')}
        </Button>
        <Button size="small" busy={busy === 'decline'} disabled={busy !== null} onClick={() => void answer(null)}>
          {t('noAnswer')}
        </Button>
      </div>
    </form>
  );
}

type FieldProps = {
  field: QuestionField;
  value: QuestionValues[string] | undefined;
  error: string | false;
  onChange: (value: QuestionValues[string]) => void;
};

function Field({ field, value, error, onChange }: FieldProps) {
  const t = useT('cards');
  const label = visible(field.label) + (field.required ? ' *' : '');
  const hint = field.hint === '' ? undefined : visible(field.hint);
  switch (field.kind) {
    case 'yes-no':
      return <Tick label={label} hint={hint} checked={value === true} onChange={onChange} />;
    case 'choice':
      return (
        <Select
          label={label}
          value={typeof value === 'string' ? value : ''}
          options={[{ value: '', label: t('choose') }, ...field.options]}
          aria-invalid={error ? true : undefined}
          onChange={onChange}
        />
      );
    case 'choices': {
      const chosen = Array.isArray(value) ? value : [];
      return (
        <fieldset className="min-w-0">
          <legend className="mb-1 font-medium">{label}</legend>
          {hint !== undefined && <p className="text-sm text-muted">{hint}</p>}
          {field.options.map((option) => (
            <Tick
              key={option.value}
              label={visible(option.label)}
              checked={chosen.includes(option.value)}
              onChange={(on) => {
                onChange(on ? [...chosen, option.value] : chosen.filter((one) => one !== option.value));
              }}
            />
          ))}
        </fieldset>
      );
    }
    case 'text':
    case 'number':
      return (
        <TextField
          label={label}
          hint={hint}
          error={error}
          autoComplete="off"
          type={field.kind === 'number' ? 'number' : 'text'}
          step={field.kind === 'number' && !field.whole ? 'any' : undefined}
          value={value === undefined ? '' : String(value)}
          onChange={(event) => {
            onChange(event.target.value);
          }}
        />
      );
  }
}

type TickProps = { label: string; hint?: string | undefined; checked: boolean; onChange: (on: boolean) => void };

function Tick({ label, hint, checked, onChange }: TickProps) {
  return (
    <label className="flex min-h-9 items-start gap-2 py-1 pointer-coarse:min-h-11">
      <input
        type="checkbox"
        checked={checked}
        className="mt-1 size-4 shrink-0"
        onChange={(event) => {
          onChange(event.target.checked);
        }}
      />
      <span className="min-w-0 break-words">
        {label}
        {hint !== undefined && <span className="block text-sm text-muted">{hint}</span>}
      </span>
    </label>
  );
}
