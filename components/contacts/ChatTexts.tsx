'use client';
import { Pencil } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Chat, ChatDescription, ChatGoal, ChatInstructions, ChatTitle } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { useAct } from './useAct.ts';

type Part = 'title' | 'description' | 'goal' | 'instructions';

const schemas = { title: ChatTitle, description: ChatDescription, goal: ChatGoal, instructions: ChatInstructions };

/** A group's name, goal and instructions; those who may change them get a pen. */
export function ChatTexts({ chat, may, picture }: { chat: Chat; may: boolean; picture: ReactNode }) {
  const t = useT('contacts');
  const words = usePartWords();
  const [editing, setEditing] = useState<Part | null>(null);
  // Its pen gets the focus back when it is drawn again.
  const [edited, setEdited] = useState<Part | null>(null);
  const pen = (part: Part, label: string) =>
    may && (
      <IconButton
        icon={Pencil}
        size="small"
        label={label}
        autoFocus={edited === part}
        onClick={() => {
          setEditing(part);
        }}
      />
    );
  const editor = (part: Part) => (
    <Editor
      key={part}
      chat={chat}
      part={part}
      onDone={() => {
        setEditing(null);
        setEdited(part);
      }}
    />
  );
  return (
    <>
      <div className="flex flex-col items-center gap-3 text-center">
        {picture}
        {editing === 'title' ? (
          <div className="w-full text-left">{editor('title')}</div>
        ) : (
          <div className="flex max-w-full items-center gap-1">
            <h3 className="min-w-0 text-xl font-semibold">{chat.title}</h3>
            {pen('title', t('editTitle'))}
          </div>
        )}
      </div>
      {(['description', 'goal', 'instructions'] as const).map((part) => (
        <section key={part}>
          {editing === part ? (
            editor(part)
          ) : (
            <>
              <div className="flex min-h-8 items-center justify-between">
                <h3 className="font-semibold">{words[part].name}</h3>
                {pen(part, words[part].edit)}
              </div>
              {chat[part] === '' ? (
                <p className="text-muted">{words[part].none}</p>
              ) : (
                <p className="whitespace-pre-wrap">{chat[part]}</p>
              )}
            </>
          )}
        </section>
      ))}
    </>
  );
}

type Words = { name: string; none: string; edit: string; hint: string };

function usePartWords(): Record<Exclude<Part, 'title'>, Words> {
  const t = useT('contacts');
  const chats = useT('chats');
  return {
    description: {
      name: chats('description'),
      none: chats('noDescription'),
      edit: chats('editDescription'),
      hint: chats('descriptionHint'),
    },
    goal: { name: t('goal'), none: t('noGoal'), edit: t('editGoal'), hint: t('goalHint') },
    instructions: {
      name: t('instructions'),
      none: t('noInstructions'),
      edit: t('editInstructions'),
      hint: t('instructionsHint'),
    },
  };
}

function Editor({ chat, part, onDone }: { chat: Chat; part: Part; onDone: () => void }) {
  const t = useT('contacts');
  const words = useT('ui');
  const parts = usePartWords();
  const act = useAct();
  const [text, setText] = useState(chat[part]);
  const [busy, setBusy] = useState(false);
  const fits = schemas[part].safeParse(text).success;
  const fault = fits ? null : t(text.trim() === '' ? 'projectNameMissing' : 'tooLong');
  const save = async () => {
    if (!fits || busy) return;
    setBusy(true);
    const done = text.trim() === chat[part] || (await act('chat:update', { chatId: chat.id, [part]: text.trim() }));
    setBusy(false);
    if (done) onDone();
  };
  const field = {
    label: part === 'title' ? t('projectName') : parts[part].name,
    value: text,
    error: fault,
    autoFocus: true,
    onChange: (event: { target: { value: string } }) => {
      setText(event.target.value);
    },
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        event.preventDefault();
        onDone();
      }}
    >
      {part === 'title' ? <TextField {...field} autoComplete="off" /> : <TextArea {...field} hint={parts[part].hint} />}
      <div className="flex justify-end gap-2">
        <Button size="small" onClick={onDone}>
          {words('cancel')}
        </Button>
        <Button size="small" kind="primary" type="submit" busy={busy}>
          {words('save')}
        </Button>
      </div>
    </form>
  );
}
