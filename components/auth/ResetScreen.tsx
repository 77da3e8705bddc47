'use client';
import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { navigate } from '../shell/navigation.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { AuthFrame } from './AuthFrame.tsx';
import { passwordFault } from './faults.ts';
import { NewPasswordField } from './NewPasswordField.tsx';
import { useForm } from './useForm.ts';

/** Where the link leads that an admin made for somebody who forgot their password. */
export function ResetScreen({ token }: { token: string }) {
  const t = useT('auth');
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
        <NewPasswordField
          label={t('newPassword')}
          value={password}
          fault={tried ? fault : null}
          onText={(text) => {
            setPassword(text);
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
