'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField } from '../ui/TextField.tsx';
import { EmailField } from './EmailField.tsx';
import { emailFault, knownPasswordFault } from './faults.ts';
import { useForm } from './useForm.ts';

export function SignInForm() {
  const t = useT('auth');
  const words = useT('ui');
  const waggle = useWaggle();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const faults = { email: emailFault(email), password: knownPasswordFault(password) };
  const form = useForm(
    () => {
      setTried(true);
      return faults.email === null && faults.password === null;
    },
    () => waggle.signIn({ email: email.trim(), password }),
  );
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      <EmailField
        value={email}
        fault={tried ? faults.email : null}
        onText={(text) => {
          setEmail(text);
          form.clear();
        }}
      />
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="current-password"
        required
        value={password}
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
        {t('signIn')}
      </Button>
    </form>
  );
}
