import { useEffect, useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useCost } from '../runs/useCost.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';
import { showToast } from '../ui/toasts.ts';
import { useFailureText } from '../ui/useFailureText.ts';

/** What a limit may be raised by, in millionths of a US dollar. */
const AMOUNTS = ['100000', '500000', '1000000', '5000000', '20000000'] as const;
type Amount = (typeof AMOUNTS)[number];

/** For whoever may raise what stopped an answer: by how much, and on with it. */
export function RaiseBudget({ message }: { message: Message }) {
  const t = useT('chat');
  const cost = useCost();
  const waggle = useWaggle();
  const failureText = useFailureText();
  const [may, setMay] = useState(false);
  const [by, setBy] = useState<Amount>('500000');
  const [busy, setBusy] = useState(false);
  const { chatId, id: messageId } = message;
  useEffect(() => {
    let shown = true;
    void waggle.command('answer:budgets', { chatId, messageId }).then((reply) => {
      if (shown && reply.ok) setMay(reply.data.mayRaise && reply.data.blocking.length > 0);
    });
    return () => {
      shown = false;
    };
  }, [waggle, chatId, messageId]);
  if (!may) return null;
  const raise = async () => {
    setBusy(true);
    const reply = await waggle.command('answer:raise', { chatId, messageId, byMicros: Number(by) });
    setBusy(false);
    if (!reply.ok) showToast({ kind: 'failure', text: failureText(reply) });
  };
  return (
    <span className="flex flex-wrap items-center gap-x-1.5 gap-y-1">
      <Select
        bare
        label={t('raiseBy')}
        value={by}
        options={AMOUNTS.map((amount) => ({ value: amount, label: `+ ${cost(Number(amount))}` }))}
        onChange={setBy}
        className="h-8 py-0 text-sm"
      />
      <button type="button" className="bubble-action" disabled={busy} onClick={() => void raise()}>
        {t('raise')}
      </button>
    </span>
  );
}
