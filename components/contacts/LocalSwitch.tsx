'use client';
import { useEffect, useState } from 'react';
import type { Chat } from '../../shared/chat.ts';
import type { CommandOutput } from '../../shared/command.ts';
import { LaterWords } from '../i18n/LaterWords.tsx';
import { useT } from '../i18n/useT.ts';
import { ModelsLink } from '../models/ModelsLink.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useChatField } from './useChatField.ts';

type LocalSwitchProps = { chat: Chat; may: boolean };

/** Whether what is written in a chat goes to no model but those on machines of the owner. */
export function LocalSwitch(props: LocalSwitchProps) {
  return (
    <LaterWords>
      <Keeping {...props} />
    </LaterWords>
  );
}

function Keeping({ chat, may }: LocalSwitchProps) {
  const t = useT('localModels');
  const there = useLocalModels();
  const [localOnly, choose] = useChatField(chat, 'localOnly');
  return (
    <div>
      <Switch label={t('only')} hint={t('hint')} checked={localOnly} disabled={!may} onChange={choose} />
      {there?.answers === false && (
        <div className="mt-1 text-sm">
          <p>{t('noAnswers')}</p>
          <ModelsLink className="inline-flex min-h-6 items-center rounded font-medium text-accent underline-offset-2 hover:underline pointer-coarse:min-h-11" />
        </div>
      )}
      {there?.transcribes === false && <p className="mt-1 text-sm text-muted">{t('noTranscripts')}</p>}
    </div>
  );
}

/** What local models do now; null until it is known. */
function useLocalModels(): CommandOutput<'model:local'> | null {
  const waggle = useWaggle();
  const [there, setThere] = useState<CommandOutput<'model:local'> | null>(null);
  useEffect(() => {
    let current = true;
    // Without an answer nothing is said about it.
    void waggle.command('model:local', {}).then((reply) => {
      if (current && reply.ok) setThere(reply.data);
    });
    return () => {
      current = false;
    };
  }, [waggle]);
  return there;
}
