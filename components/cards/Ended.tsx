import { ChevronDown, CircleAlert, ListChecks } from 'lucide-react';
import { useId } from 'react';
import type { Message } from '../../shared/message.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { cx } from '../ui/cx.ts';
import { CallDetails } from './CallDetails.tsx';
import { CardIcon, Gist } from './CardLine.tsx';
import { gistOf } from './gist.ts';
import { useUnfolded } from './unfolded.ts';
import { useCardWords } from './useCardWords.ts';

/** The cards that ended: one as its own line, several folded into one that opens their list. */
export function Ended({ message, ended }: { message: Message; ended: readonly ToolCard[] }) {
  const words = useCardWords();
  const [open, toggle] = useUnfolded(message.id);
  const id = useId();
  const [only] = ended;
  if (only && ended.length === 1) return <CardRow message={message} card={only} />;
  return (
    <>
      <button type="button" aria-expanded={open} aria-controls={id} onClick={toggle} className="card-line card-button">
        <ListChecks aria-hidden size={15} className="shrink-0 text-agent" />
        <span className="min-w-0 flex-1 truncate text-muted">{words.summary(ended)}</span>
        <Chevron open={open} />
      </button>
      <ul id={id} role="list" hidden={!open} className="cards-list">
        {open &&
          ended.map((card) => (
            <li key={card.key}>
              <CardRow message={message} card={card} />
            </li>
          ))}
      </ul>
    </>
  );
}

function CardRow({ message, card }: { message: Message; card: ToolCard }) {
  const words = useCardWords();
  const [open, toggle] = useUnfolded(`${message.id} ${card.key}`);
  const id = useId();
  const trouble = words.trouble(card);
  const decision = words.decision(card);
  const findings = words.findings(card);
  return (
    <>
      <button type="button" aria-expanded={open} aria-controls={id} onClick={toggle} className="card-line card-button">
        <CardIcon tool={card.tool} />
        <span className="min-w-0 flex-1 truncate">
          {words.title(card)}
          <Gist text={gistOf(card.tool, card.input)} />
        </span>
        <span className="shrink-0 text-xs text-muted tabular-nums">{words.duration(card)}</span>
        <Chevron open={open} />
      </button>
      {(trouble !== '' || decision !== '') && (
        <p className={cx('card-note', card.state === 'failed' && decision === '' && 'text-danger')}>
          {card.state === 'failed' && decision === '' && (
            <CircleAlert aria-hidden size={13} className="mt-0.5 shrink-0" />
          )}
          <span>{[decision, trouble].filter((part) => part !== '').join(' · ')}</span>
        </p>
      )}
      {findings !== '' && <p className="card-note">{findings}</p>}
      <div id={id} hidden={!open}>
        {open && <CallDetails message={message} card={card} />}
      </div>
    </>
  );
}

function Chevron({ open }: { open: boolean }) {
  return (
    <ChevronDown
      aria-hidden
      size={15}
      className={cx('shrink-0 text-muted transition-transform', open && 'rotate-180')}
    />
  );
}
