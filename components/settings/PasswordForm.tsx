'use client';
import { useState } from 'react';
import { knownPasswordFault, passwordFault } from '../auth/faults.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField } from '../ui/TextField.tsx';

export function PasswordForm() {
  const t = useT('settings');
  const auth = useT('auth');
  const words = useT('ui');
  const waggle = useWaggle();
  const email = useWaggleState(({ session }) => (session.kind === 'signed-in' ? session.user.email : ''));
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const faults = { current: knownPasswordFault(current), next: passwordFault(next) };
  const form = useForm(
    () => {
      setTried(true);
      return faults.current === null && faults.next === null;
    },
    async () => {
      const reply = await waggle.changePassword({ current, next });
      if (reply.ok) {
        setCurrent('');
        setNext('');
        setTried(false);
        setDone(true);
      }
      return reply;
    },
  );
  const changed = () => {
    setDone(false);
    form.clear();
  };
  const shared = { required: true, showLabel: words('showPassword'), hideLabel: words('hidePassword') };
  return (
    <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
      {/* Tells password managers whose password this is. */}
      <input type="email" autoComplete="username" value={email} readOnly hidden />
      <PasswordField
        {...shared}
        label={t('currentPassword')}
        autoComplete="current-password"
        value={current}
        error={tried && faults.current && auth(`fault.${faults.current}`)}
        onChange={(event) => {
          setCurrent(event.target.value);
          changed();
        }}
      />
      <PasswordField
        {...shared}
        label={t('newPassword')}
        autoComplete="new-password"
        hint={auth('passwordHint')}
        value={next}
        error={tried && faults.next && auth(`fault.${faults.next}`)}
        onChange={(event) => {
          setNext(event.target.value);
          changed();
        }}
      />
      {form.failure && <Notice kind="failure">{form.failure}</Notice>}
      {done && <Notice kind="success">{t('passwordChanged')}</Notice>}
      <Button type="submit" kind="primary" busy={form.busy} className="self-start">
        {t('changePassword')}
      </Button>
    </form>
  );
}
