'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';
import { EmailField } from './EmailField.tsx';
import { emailFault, nameFault, passwordFault } from './faults.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { useForm } from './useForm.ts';

export function SignUpForm({ invite }: { invite?: string }) {
  const t = useT('auth');
  const waggle = useWaggle();
  const [name, setName] = useState('');
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const faults = { name: nameFault(name), email: emailFault(email), password: passwordFault(password) };
  const form = useForm(
    () => {
      setTried(true);
      return Object.values(faults).every((fault) => fault === null);
    },
    () => waggle.signUp({ name: name.trim(), email: email.trim(), password, ...(invite !== undefined && { invite }) }),
  );
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <TextField
        label={t('name')}
        name="name"
        autoComplete="name"
        autoCapitalize="words"
        required
        value={name}
        error={tried && faults.name && t(`fault.${faults.name}`)}
        onChange={(event) => {
          setName(event.target.value);
          form.clear();
        }}
      />
      <EmailField
        value={email}
        fault={tried ? faults.email : null}
        onText={(text) => {
          setEmail(text);
          form.clear();
        }}
      />
      <NewPasswordField
        label={t('password')}
        value={password}
        fault={tried ? faults.password : null}
        onText={(text) => {
          setPassword(text);
          form.clear();
        }}
      />
      {form.failure && <Notice kind="failure">{form.failure}</Notice>}
      <Button type="submit" kind="primary" busy={form.busy}>
        {t('createAccount')}
      </Button>
    </form>
  );
}
