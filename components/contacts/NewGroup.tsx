'use client';
import { useState } from 'react';
import { useLocale } from 'use-intl/react';
import { useT } from '../i18n/useT.ts';
import { goUp } from '../shell/navigation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { ContactPicker } from './ContactPicker.tsx';
import { toggled } from './toggled.ts';
import { useCreateChat } from './useCreateChat.ts';
import { useReachable } from './useReachable.ts';

const TITLE_LENGTH = 100;

export function NewGroup({ onBack }: { onBack: () => void }) {
  const t = useT('contacts');
  const words = useT('ui');
  const failureText = useFailureText();
  const locale = useLocale();
  const contacts = useReachable({ forGroup: true });
  const [title, setTitle] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const { busy, failure, create } = useCreateChat();
  const names = contacts.filter(({ id }) => chosen.has(id)).map(({ name }) => name);
  const ownTitle = new Intl.ListFormat(locale, { style: 'short' }).format(names).slice(0, TITLE_LENGTH);
  return (
    <Dialog
      open
      title={t('newGroup')}
      closeLabel={words('close')}
      onClose={goUp}
      footer={
        <>
          <span role="status" className="mr-auto self-center text-sm text-muted max-md:w-full">
            {t('chosen', { count: chosen.size })}
          </span>
          <Button onClick={onBack}>{words('back')}</Button>
          <Button
            kind="primary"
            busy={busy}
            disabled={chosen.size === 0}
            onClick={() => {
              create({ kind: 'group', title: title.trim() === '' ? ownTitle : title.trim(), contacts: [...chosen] });
            }}
          >
            {t('createGroup')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <TextField
          label={t('groupName')}
          hint={t('groupNameHint')}
          placeholder={ownTitle}
          maxLength={TITLE_LENGTH}
          autoComplete="off"
          autoFocus
          value={title}
          onChange={(event) => {
            setTitle(event.target.value);
          }}
        />
        {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
        <div>
          <h3 className="mb-2 font-medium">{t('groupPick')}</h3>
          <ContactPicker
            contacts={contacts}
            chosen={chosen}
            onPick={({ id }) => {
              setChosen(toggled(chosen, id));
            }}
          />
        </div>
      </div>
    </Dialog>
  );
}
