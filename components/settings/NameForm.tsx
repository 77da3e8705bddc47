'use client';
import { type ReactNode, useState } from 'react';
import { ContactName } from '../../shared/contact.ts';
import type { Failure } from '../../shared/reply.ts';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

export type NameFormProps = {
  label: string;
  hint?: ReactNode;
  name: string;
  autoComplete?: string;
  busy: boolean;
  failure: Failure | null;
  onSave: (name: string) => void;
};

/** A name that can be changed: a person's or the workspace's. */
export function NameForm({ label, hint, name, autoComplete = 'off', busy, failure, onSave }: NameFormProps) {
  const t = useT('auth');
  const words = useT('ui');
  const failureText = useFailureText();
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? name;
  const fits = ContactName.safeParse(shown).success;
  return (
    <form
      noValidate
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (fits && shown.trim() !== name) onSave(shown.trim());
      }}
    >
      <TextField
        label={label}
        hint={hint}
        autoComplete={autoComplete}
        value={shown}
        error={!fits && t(shown.trim() === '' ? 'fault.name' : 'fault.nameLong')}
        onChange={(event) => {
          setText(event.target.value);
        }}
      />
      {failure && <Notice kind="failure">{failureText(failure)}</Notice>}
      <Button type="submit" kind="primary" busy={busy} disabled={shown.trim() === name || !fits} className="self-start">
        {words('save')}
      </Button>
    </form>
  );
}
