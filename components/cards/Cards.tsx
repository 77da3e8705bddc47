import { Fragment, useMemo, useRef } from 'react';
import type { Message } from '../../shared/message.ts';
import { Approval } from './Approval.tsx';
import { Ended } from './Ended.tsx';
import { fold } from './fold.ts';
import { QuestionCard } from './QuestionCard.tsx';
import { RunningLine } from './RunningLine.tsx';
import { Unanswered } from './Unanswered.tsx';
import { Warnings } from './Warnings.tsx';

/** What an agent did for its answer besides writing: folded what ended, a line each what runs, a box what waits. */
export function Cards({ message, name }: { message: Message; name: string }) {
  const { cards, status } = message;
  const { running, waiting, ended } = useMemo(() => fold(cards ?? [], status === 'streaming'), [cards, status]);
  const all = useRef<HTMLDivElement>(null);
  return (
    <div ref={all} tabIndex={-1} className="cards">
      {ended.length > 0 && <Ended message={message} ended={ended} />}
      <Warnings cards={cards ?? []} />
      <Unanswered message={message} />
      {running.map((card) => (
        <Fragment key={card.key}>
          <RunningLine messageId={message.id} card={card} />
          {card.question && <QuestionCard message={message} card={card} question={card.question} />}
        </Fragment>
      ))}
      {waiting.map((card) => (
        <Approval
          key={card.key}
          message={message}
          card={card}
          name={name}
          onDecided={() => {
            // The buttons go with the decision; the focus stays near.
            all.current?.focus({ preventScroll: true });
          }}
        />
      ))}
    </div>
  );
}
