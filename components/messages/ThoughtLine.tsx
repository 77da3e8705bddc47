import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { Spinner } from '../ui/Spinner.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { useAnswer } from './useAnswer.ts';

/** Above an answer: how long its model thought, and, unfolded, what it told of that. */
export function ThoughtLine({ message, ms }: { message: Message; ms: number }) {
  const t = useT('questions');
  const id = useId();
  const [open, setOpen] = useState(false);
  const Sign = open ? ChevronDown : ChevronRight;
  return (
    <div className="mb-1">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => {
          setOpen(!open);
        }}
        className="-ml-1 flex min-h-8 items-center gap-1 rounded-md px-1 text-sm text-muted hover:bg-hover pointer-coarse:min-h-11"
      >
        <Sign aria-hidden size={16} className="shrink-0" />
        {t('thought', { seconds: Math.max(1, Math.round(ms / 1_000)) })}
      </button>
      <div id={id}>{open && <ThoughtText message={message} />}</div>
    </div>
  );
}

function ThoughtText({ message: { chatId, id } }: { message: Message }) {
  const t = useT('questions');
  const failureText = useFailureText();
  const answer = useAnswer('thought:read', { chatId, messageId: id });
  if (answer === null) return <Spinner />;
  if (!answer.ok) {
    return (
      <p role="alert" className="text-sm text-danger">
        {failureText(answer)}
      </p>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by keyboard too
    <section
      aria-label={t('thoughts')}
      tabIndex={0}
      className="max-h-72 overflow-y-auto border-l-2 border-edge pl-3 text-sm text-muted hyphens-auto wrap-anywhere whitespace-pre-wrap"
    >
      {answer.data.text}
    </section>
  );
}
