'use client';
import { useState } from 'react';
import type { Connection, ForWhom } from '../../shared/connection.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { isAdmin } from '../settings/isAdmin.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Choice } from '../ui/Choice.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField, TextArea, TextField } from '../ui/TextField.tsx';
import { newConnection, NOTHING_TYPED, type Typed } from './newConnection.ts';

export type AddConnectionProps = {
  /** Programs of the server can be connected too. */
  stdio: boolean;
  onAdded: (connection: Connection) => void;
  onCancel: () => void;
};

export function AddConnection({ stdio, onAdded, onCancel }: AddConnectionProps) {
  const t = useT('connections');
  const words = useT('ui');
  const waggle = useWaggle();
  const admin = useWaggleState(isAdmin);
  const [name, setName] = useState('');
  const [forWhom, setForWhom] = useState<ForWhom>('me');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [tried, setTried] = useState(false);
  const to = newConnection(typed);
  const isProgram = typed.kind === 'stdio';
  const form = useForm(
    () => {
      setTried(true);
      return name.trim() !== '' && to !== null;
    },
    async () => {
      if (to === null) throw new Error('a form that is not complete was sent');
      const reply = await waggle.command('mcp:add', { name, forWhom: isProgram ? 'workspace' : forWhom, to });
      if (reply.ok) onAdded(reply.data.connection);
      return reply;
    },
  );
  const put = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    form.clear();
  };
  const text = (field: Exclude<keyof Typed, 'kind'>) => ({
    value: typed[field],
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    onChange: (event: { target: { value: string } }) => {
      put({ [field]: event.target.value });
    },
  });
  const missing = tried && to === null;
  return (
    <form
      noValidate
      aria-label={t('add')}
      onSubmit={form.submit}
      className="flex flex-col gap-4 rounded-2xl border border-line bg-panel p-4"
    >
      {stdio && (
        <Choice
          label={t('kind')}
          value={typed.kind}
          options={[
            { value: 'http', label: t('kindHttp') },
            { value: 'stdio', label: t('kindStdio') },
          ]}
          onChange={(kind) => {
            put({ kind });
          }}
        />
      )}
      <TextField
        label={t('name')}
        hint={t('nameHint')}
        autoComplete="off"
        maxLength={60}
        value={name}
        error={tried && name.trim() === '' && t('nameMissing')}
        onChange={(event) => {
          setName(event.target.value);
          form.clear();
        }}
      />
      {isProgram ? (
        <>
          <Notice kind="note">{t('stdioWarning')}</Notice>
          <TextField {...text('command')} label={t('command')} error={missing && t('commandMissing')} />
          <TextArea {...text('args')} label={t('args')} hint={t('argsHint')} className="font-mono text-sm" />
          <TextArea {...text('env')} label={t('env')} hint={t('envHint')} className="font-mono text-sm" />
        </>
      ) : (
        <>
          <TextField
            {...text('url')}
            label={t('url')}
            type="url"
            inputMode="url"
            placeholder="https://"
            error={missing && t('urlBad')}
          />
          <PasswordField
            {...text('token')}
            label={t('token')}
            hint={t('tokenHint')}
            data-1p-ignore
            showLabel={t('showToken')}
            hideLabel={t('hideToken')}
          />
          {admin && (
            <Choice
              label={t('forWhom')}
              value={forWhom}
              options={[
                { value: 'me', label: t('forMe') },
                { value: 'workspace', label: t('forWorkspace') },
              ]}
              onChange={setForWhom}
            />
          )}
        </>
      )}
      {form.failure && <Notice kind="failure">{form.failure}</Notice>}
      <div className="flex flex-wrap justify-end gap-2 max-md:[&>button]:grow">
        <Button onClick={onCancel}>{words('cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('connect')}
        </Button>
      </div>
    </form>
  );
}
