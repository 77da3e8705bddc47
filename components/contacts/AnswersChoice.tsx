'use client';
import { useState } from 'react';
import { Answers, type Chat } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { Choice } from '../ui/Choice.tsx';
import { useAct } from './useAct.ts';

/** When the agents of a group answer without being called. Shows the choice at once and takes it back if refused. */
export function AnswersChoice({ chat, may }: { chat: Chat; may: boolean }) {
  const t = useT('contacts');
  const act = useAct();
  const [wanted, setWanted] = useState<Answers | null>(null);
  const choose = async (answers: Answers) => {
    setWanted(answers);
    await act('chat:update', { chatId: chat.id, answers });
    setWanted(null);
  };
  return (
    <div>
      <Choice
        label={t('answers')}
        shape="list"
        value={wanted ?? chat.answers}
        disabled={!may}
        options={Answers.options.map((value) => ({
          value,
          label: t(`answer.${value}.label`),
          hint: t(`answer.${value}.hint`),
        }))}
        onChange={(answers) => void choose(answers)}
      />
      <p className="mt-2 text-sm text-muted">{t('answersHint')}</p>
    </div>
  );
}
