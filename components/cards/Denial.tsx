import { type KeyboardEvent, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { TextArea } from '../ui/TextField.tsx';

export type DenialProps = {
  /** What is denied; null where somebody was only understood wrong. */
  act: string | null;
  busy: boolean;
  onDeny: (reason: string) => void;
  onBack: () => void;
};

/** Longest reason, as `call:decide` takes it. */
const LONGEST = 500;

/** As with a message: Enter sends it, with Shift it begins a line. */
function isSent({ key, shiftKey, target, nativeEvent }: KeyboardEvent): boolean {
  return key === 'Enter' && !shiftKey && !nativeEvent.isComposing && target instanceof HTMLTextAreaElement;
}

/** Why not, if one wants to say so: the agent goes on with that. */
export function Denial({ act, busy, onDeny, onBack }: DenialProps) {
  const t = useT('cards');
  const policies = useT('policies');
  const [reason, setReason] = useState('');
  return (
    <form
      className="mt-2.5 flex flex-col gap-2"
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onBack();
        } else if (isSent(event)) {
          event.preventDefault();
          event.currentTarget.requestSubmit();
        }
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onDeny(reason);
      }}
    >
      <TextArea
        label={act === null ? policies('wrongHow') : t('denyWhy')}
        // biome-ignore lint/a11y/noAutofocus: it opens by a tap on what it belongs to
        autoFocus
        rows={2}
        maxLength={LONGEST}
        value={reason}
        className="min-h-14!"
        onChange={(event) => {
          setReason(event.target.value);
        }}
      />
      <div className="flex flex-wrap gap-2">
        {act === null ? (
          <Button type="submit" kind="primary" size="small" busy={busy}>
            {policies('tellIt')}
          </Button>
        ) : (
          <Button type="submit" kind="danger" size="small" busy={busy} aria-label={t('denyIt', { act })}>
            {t('deny')}
          </Button>
        )}
        <Button kind="quiet" size="small" onClick={onBack}>
          {t('back')}
        </Button>
      </div>
    </form>
  );
}
