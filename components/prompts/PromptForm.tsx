import { useState } from 'react';
import type { ConnectionPrompt, PromptWords } from '../../shared/connection.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Notice } from '../ui/Notice.tsx';
import { TextField } from '../ui/TextField.tsx';

type PromptFormProps = {
  prompt: ConnectionPrompt;
  onWords: (words: PromptWords) => void;
  onClose: () => void;
};

/** What a server wants to know before it writes its words out. */
export function PromptForm({ prompt, onWords, onClose }: PromptFormProps) {
  const t = useT('prompts');
  const words = useT('ui');
  const waggle = useWaggle();
  const { connectionId, name, title, about, server, blanks } = prompt;
  const [filled, setFilled] = useState<Readonly<Record<string, string>>>({});
  const [tried, setTried] = useState(false);
  const isMissing = (blank: (typeof blanks)[number]) => blank.required && (filled[blank.name] ?? '').trim() === '';
  const form = useForm(
    () => {
      setTried(true);
      return !blanks.some(isMissing);
    },
    async () => {
      const values = Object.fromEntries(Object.entries(filled).filter(([, value]) => value.trim() !== ''));
      const reply = await waggle.command('mcp:prompt', { connectionId, name, values });
      if (reply.ok) onWords(reply.data);
      return reply;
    },
  );
  return (
    <Dialog open title={title} description={t('form', { server })} closeLabel={words('cancel')} onClose={onClose}>
      <form noValidate onSubmit={form.submit} className="flex flex-col gap-4 break-words">
        {about !== '' && <p className="text-muted">{about}</p>}
        {blanks.map((blank) => (
          <TextField
            key={blank.name}
            label={blank.label}
            hint={blank.hint === '' ? undefined : blank.hint}
            required={blank.required}
            autoComplete="off"
            maxLength={4000}
            value={filled[blank.name] ?? ''}
            error={tried && isMissing(blank) && t('missing')}
            onChange={(event) => {
              setFilled({ ...filled, [blank.name]: event.target.value });
              form.clear();
            }}
          />
        ))}
        {form.failure && <Notice kind="failure">{form.failure}</Notice>}
        <div className="flex flex-wrap justify-end gap-2 max-md:[&>button]:grow">
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" kind="primary" busy={form.busy}>
            {t('take')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
