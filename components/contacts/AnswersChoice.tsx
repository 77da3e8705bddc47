'use client';
import { Answers, type Chat } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { Choice } from '../ui/Choice.tsx';
import { useChatField } from './useChatField.ts';

/** When the agents of a group answer without being called. Shows the choice at once and takes it back if refused. */
export function AnswersChoice({ chat, may }: { chat: Chat; may: boolean }) {
  const t = useT('contacts');
  const [answers, choose] = useChatField(chat, 'answers');
  return (
    <div>
      <Choice
        label={t('answers')}
        shape="list"
        value={answers}
        disabled={!may}
        options={Answers.options.map((value) => ({
          value,
          label: t(`answer.${value}.label`),
          hint: t(`answer.${value}.hint`),
        }))}
        onChange={choose}
      />
      <p className="mt-2 text-sm text-muted">{t('answersHint')}</p>
    </div>
  );
}
