'use client';
import { useState } from 'react';
import type { CommandInput } from '../../shared/command.ts';
import type { ProviderState } from '../../shared/provider.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PasswordField, TextArea, TextField } from '../ui/TextField.tsx';

export type ProviderFormProps = {
  provider: ProviderState;
  /** Absent where there is no stored key to remove. */
  onRemoveKey: (() => void) | undefined;
  onSaved: (provider: ProviderState) => void;
  onCancel: () => void;
};

type Typed = { key: string; baseUrl: string; models: string };

/** What to change: an empty key keeps the stored one, and fields nobody touched are left as they are. */
export function providerUpdate(before: Typed, typed: Typed): Omit<CommandInput<'provider:update'>, 'providerId'> {
  return {
    key: typed.key.trim(),
    ...(typed.baseUrl.trim() !== before.baseUrl && { baseUrl: typed.baseUrl.trim() || null }),
    ...(typed.models !== before.models && {
      models: [...new Set(typed.models.split(/[\n,]/).map((name) => name.trim()))].filter((name) => name !== ''),
    }),
  };
}

export function isAddress(text: string): boolean {
  return text.trim() === '' || /^https?:\/\/\S+$/i.test(text.trim());
}

export function ProviderForm({ provider, onRemoveKey, onSaved, onCancel }: ProviderFormProps) {
  const t = useT('models');
  const words = useT('ui');
  const waggle = useWaggle();
  const { keySource } = provider;
  const before = { key: '', baseUrl: provider.baseUrl ?? '', models: provider.models.join('\n') };
  const [typed, setTyped] = useState(before);
  const [tried, setTried] = useState(false);
  const addressFits = isAddress(typed.baseUrl);
  const form = useForm(
    () => {
      setTried(true);
      return addressFits;
    },
    async () => {
      const reply = await waggle.command('provider:update', {
        providerId: provider.id,
        ...providerUpdate(before, typed),
      });
      if (reply.ok) onSaved(reply.data.provider);
      return reply;
    },
  );
  const put = (part: Partial<Typed>) => {
    setTyped({ ...typed, ...part });
    form.clear();
  };
  return (
    <form noValidate onSubmit={form.submit} className="mt-4 flex flex-col gap-4 border-t border-line pt-4">
      {keySource === 'environment' && <Notice kind="note">{t('envHint')}</Notice>}
      {(keySource === 'none' || keySource === 'stored') && (
        <PasswordField
          label={t('key')}
          hint={t(keySource === 'stored' ? 'keyStored' : 'keyHint')}
          autoComplete="off"
          data-1p-ignore
          value={typed.key}
          showLabel={t('showKey')}
          hideLabel={t('hideKey')}
          onChange={(event) => {
            put({ key: event.target.value });
          }}
        />
      )}
      <TextField
        label={t('baseUrl')}
        hint={t('baseUrlHint')}
        type="url"
        inputMode="url"
        autoComplete="off"
        placeholder="https://"
        value={typed.baseUrl}
        disabled={keySource === 'environment'}
        error={tried && !addressFits && t('baseUrlBad')}
        onChange={(event) => {
          put({ baseUrl: event.target.value });
        }}
      />
      <TextArea
        label={t('modelList')}
        hint={t('modelListHint')}
        autoCapitalize="off"
        spellCheck={false}
        value={typed.models}
        onChange={(event) => {
          put({ models: event.target.value });
        }}
        className="font-mono text-sm"
      />
      {form.failure && <Notice kind="failure">{form.failure}</Notice>}
      <div className="flex flex-wrap justify-end gap-2 max-md:[&>button]:grow">
        {onRemoveKey && (
          <Button
            kind="danger"
            aria-label={t('removeKeyNamed', { name: provider.name })}
            onClick={onRemoveKey}
            className="md:mr-auto"
          >
            {t('removeKey')}
          </Button>
        )}
        <Button onClick={onCancel}>{words('cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t('save')}
        </Button>
      </div>
    </form>
  );
}
