import { ChevronDown, ChevronRight } from 'lucide-react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { Dots } from '../ui/Dots.tsx';
import { Spinner } from '../ui/Spinner.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { useThought } from './useThought.ts';

/** Closer than this to its end a thought being told stays there. */
const AT_END = 24;

/** Above an answer: that its model thinks, or how long it did; unfolded what it tells of that. */
export function ThoughtLine({ message, thinking }: { message: Message; thinking: 'now' | 'before' | null }) {
  const t = useT('questions');
  const id = useId();
  const [open, setOpen] = useState(false);
  const Sign = open ? ChevronDown : ChevronRight;
  const seconds = Math.max(1, Math.round((message.thought?.ms ?? 0) / 1_000));
  return (
    <div className="mb-1">
      <button
        type="button"
        aria-expanded={open}
        aria-controls={id}
        data-grows={thinking === 'now' || undefined}
        onClick={() => {
          setOpen(!open);
        }}
        className="-ml-1 flex min-h-8 items-center gap-1 rounded-md px-1 text-sm text-muted hover:bg-hover pointer-coarse:min-h-11"
      >
        <Sign aria-hidden size={16} className="shrink-0" />
        {thinking === null ? t('thought', { seconds }) : t(thinking === 'now' ? 'thinking' : 'hasThought')}
        {thinking === 'now' && <Dots className="ml-1" />}
      </button>
      <div id={id}>{open && <ThoughtText message={message} />}</div>
    </div>
  );
}

function ThoughtText({ message }: { message: Message }) {
  const t = useT('questions');
  const failureText = useFailureText();
  const { text, failure } = useThought(message);
  const box = useRef<HTMLElement>(null);
  const isAtEnd = useRef(message.status === 'streaming');
  // biome-ignore lint/correctness/useExhaustiveDependencies: it grows with its text
  useLayoutEffect(() => {
    const { current } = box;
    if (current && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [text]);
  if (text === '' && failure) {
    return (
      <p role="alert" className="text-sm text-danger">
        {failureText(failure)}
      </p>
    );
  }
  if (text === '') return <Spinner />;
  return (
    <section
      ref={box}
      aria-label={t('thoughts')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by keyboard too
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        isAtEnd.current = message.status === 'streaming' && scrollHeight - scrollTop - clientHeight < AT_END;
      }}
      className="max-h-72 overflow-y-auto border-l-2 border-edge pl-3 text-sm text-muted hyphens-auto wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </section>
  );
}
