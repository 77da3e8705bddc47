'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField } from '../ui/TextField.tsx';
import { AuthFrame } from './AuthFrame.tsx';
import { passwordFault } from './faults.ts';
import { useForm } from './useForm.ts';

/** Where the link leads that an admin made for somebody who forgot their password. */
export function ResetScreen({ token }: { token: string }) {
  const t = useT('auth');
  const words = useT('ui');
  const waggle = useWaggle();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const [done, setDone] = useState(false);
  const fault = passwordFault(password);
  const form = useForm(
    () => {
      setTried(true);
      return fault === null;
    },
    async () => {
      const reply = await waggle.resetPassword({ token, password });
      setDone(reply.ok);
      return reply;
    },
  );
  if (done) {
    return (
      <AuthFrame title={t('resetTitle')}>
        <Notice kind="success">{t('resetDone')}</Notice>
        <Button
          kind="primary"
          onClick={() => {
            navigate({ kind: 'chats' }, { replace: true });
          }}
        >
          {t('signIn')}
        </Button>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('resetTitle')} text={t('resetText')}>
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4">
        <PasswordField
          label={t('newPassword')}
          name="password"
          autoComplete="new-password"
          required
          value={password}
          hint={t('passwordHint')}
          error={tried && fault && t(`fault.${fault}`)}
          showLabel={words('showPassword')}
          hideLabel={words('hidePassword')}
          onChange={(event) => {
            setPassword(event.target.value);
            form.clear();
          }}
        />
        {form.failure && <Notice kind="failure">{form.failure}</Notice>}
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('resetDo')}
        </Button>
      </form>
    </AuthFrame>
  );
}
