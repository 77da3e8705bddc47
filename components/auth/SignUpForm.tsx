'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField, TextField } from '../ui/TextField.tsx';
import { emailFault, nameFault, passwordFault } from './faults.ts';
import { useForm } from './useForm.ts';

export function SignUpForm({ invite }: { invite?: string }) {
  const t = useT('auth');
  const words = useT('ui');
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
      <TextField
        label={t('email')}
        type="email"
        name="email"
        autoComplete="username"
        inputMode="email"
        required
        value={email}
        error={tried && faults.email && t(`fault.${faults.email}`)}
        onChange={(event) => {
          setEmail(event.target.value);
          form.clear();
        }}
      />
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="new-password"
        required
        value={password}
        hint={t('passwordHint')}
        error={tried && faults.password && t(`fault.${faults.password}`)}
        showLabel={words('showPassword')}
        hideLabel={words('hidePassword')}
        onChange={(event) => {
          setPassword(event.target.value);
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
