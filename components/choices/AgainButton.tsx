import { useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { AgainDialog } from './AgainDialog.tsx';
import { useChoices } from './useChoices.ts';

export type AgainButtonProps = {
  message: Message;
  text: string;
  /** Says whose answer, too. */
  label?: string;
};

/** Opens the choice of models for an answer; not there where nothing can be chosen. */
export function AgainButton({ message, text, label }: AgainButtonProps) {
  const { reply } = useChoices();
  const [from, setFrom] = useState<HTMLElement | null>(null);
  if (!reply?.ok || reply.data.models.length === 0) return null;
  return (
    <>
      <button
        type="button"
        aria-label={label}
        aria-haspopup="dialog"
        className="bubble-action"
        onClick={(event) => {
          setFrom(event.currentTarget);
        }}
      >
        {text}
      </button>
      {from !== null && (
        <AgainDialog
          message={message}
          from={from}
          onClose={() => {
            setFrom(null);
          }}
        />
      )}
    </>
  );
}
