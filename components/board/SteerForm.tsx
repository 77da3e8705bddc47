import { useEffect, useRef, useState } from 'react';
import { STEERS } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { TextArea } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';

export type SteerFormProps = { chatId: string; messageId: string; name: string; onClose: () => void };

/** What an agent should look at as well, while it works. */
export function SteerForm({ chatId, messageId, name, onClose }: SteerFormProps) {
  const t = useT('board');
  const waggle = useWaggle();
  const failureText = useFailureText();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
  }, []);
  const send = () => {
    if (text.trim() === '' || busy) return;
    setBusy(true);
    void waggle.command('answer:steer', { chatId, messageId, text: text.trim() }).then((reply) => {
      setBusy(false);
      if (reply.ok) onClose();
      else setError(failureText(reply));
    });
  };
  return (
    <form
      className="mt-2 flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TextArea
        ref={field}
        label={t('addLabel', { name })}
        hint={t('addHint', { name })}
        error={error}
        value={text}
        maxLength={STEERS.length}
        className="min-h-16"
        onChange={(event) => {
          setText(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.shiftKey && !event.nativeEvent.isComposing) {
            event.preventDefault();
            send();
          } else if (event.key === 'Escape') {
            event.stopPropagation();
            onClose();
          }
        }}
      />
      <div className="flex gap-2">
        <Button type="submit" kind="primary" size="small" busy={busy} disabled={text.trim() === ''}>
          {t('send')}
        </Button>
        <Button size="small" onClick={onClose}>
          {t('cancel')}
        </Button>
      </div>
    </form>
  );
}
