'use client';
import { useRef, useState } from 'react';
import { ChatTitle } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { goUp } from '../shell/navigation.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { ContactPicker } from './ContactPicker.tsx';
import { ContactTiles } from './ContactTiles.tsx';
import { toggled } from './toggled.ts';
import { useCreateChat } from './useCreateChat.ts';
import { useReachable } from './useReachable.ts';

export function NewProject() {
  const t = useT('contacts');
  const words = useT('ui');
  const failureText = useFailureText();
  const contacts = useReachable({ forGroup: true });
  const people = contacts.filter(({ kind }) => kind === 'user');
  const [title, setTitle] = useState('');
  const [goal, setGoal] = useState('');
  const [instructions, setInstructions] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const { busy, failure, create } = useCreateChat();
  const name = useRef<HTMLInputElement>(null);
  const complete = ChatTitle.safeParse(title).success;
  const toggle = (id: string) => {
    setChosen(toggled(chosen, id));
  };
  return (
    <Dialog
      open
      title={t('newProject')}
      description={t('newProjectText')}
      closeLabel={words('close')}
      onClose={goUp}
      footer={
        <>
          <Button onClick={goUp}>{words('cancel')}</Button>
          <Button type="submit" form="new-project" kind="primary" busy={busy}>
            {t('createProject')}
          </Button>
        </>
      }
    >
      <form
        id="new-project"
        noValidate
        className="flex flex-col gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (!complete) {
            name.current?.focus();
            return;
          }
          create({ kind: 'project', title: title.trim(), goal, instructions, contacts: [...chosen] });
        }}
      >
        <TextField
          ref={name}
          label={t('projectName')}
          required
          autoFocus
          autoComplete="off"
          value={title}
          error={tried && !complete && t(title.trim() === '' ? 'projectNameMissing' : 'projectNameLong')}
          onChange={(event) => {
            setTitle(event.target.value);
          }}
        />
        <TextArea
          label={t('goal')}
          hint={t('goalHint')}
          maxLength={500}
          rows={2}
          value={goal}
          onChange={(event) => {
            setGoal(event.target.value);
          }}
          className="min-h-16!"
        />
        <ContactTiles
          label={t('team')}
          contacts={contacts.filter(({ kind }) => kind === 'agent')}
          chosen={chosen}
          onToggle={toggle}
        />
        <TextArea
          label={t('instructions')}
          hint={t('instructionsHint')}
          maxLength={8000}
          value={instructions}
          onChange={(event) => {
            setInstructions(event.target.value);
          }}
        />
        {people.length > 0 && (
          <ContactPicker
            contacts={people}
            chosen={chosen}
            onPick={({ id }) => {
              toggle(id);
            }}
          />
        )}
        {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      </form>
    </Dialog>
  );
}
