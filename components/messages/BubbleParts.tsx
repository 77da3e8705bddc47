import { Forward, Pin, Star } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { selectChat, selectMarks } from '../../client/select/overlay.ts';
import { selectThinking } from '../../client/select/thinking.ts';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { LinkCard } from './LinkCard.tsx';
import { useThreadUi } from './ThreadUiProvider.tsx';

const PollView = lazy(() => import('./PollView.tsx').then((module) => ({ default: module.PollView })));
const ChartView = lazy(() => import('../charts/ChartView.tsx').then((module) => ({ default: module.ChartView })));
const Added = lazy(() => import('../board/Added.tsx').then((module) => ({ default: module.Added })));
const Cards = lazy(() => import('../cards/Cards.tsx').then((module) => ({ default: module.Cards })));
const Sources = lazy(() => import('../cards/Sources.tsx').then((module) => ({ default: module.Sources })));
const ThoughtLine = lazy(() => import('./ThoughtLine.tsx').then((module) => ({ default: module.ThoughtLine })));
const QuestionView = lazy(() => import('./QuestionView.tsx').then((module) => ({ default: module.QuestionView })));
const AppointmentView = lazy(() =>
  import('./AppointmentView.tsx').then((module) => ({ default: module.AppointmentView })),
);

/** Above a text that was written in another chat before. */
export function ForwardedLine() {
  const t = useT('actions');
  return (
    <p className="mb-0.5 flex items-center gap-1 text-xs text-muted italic">
      <Forward aria-hidden size={13} />
      {t('forwarded')}
    </p>
  );
}

/** Above all else of an answer: that its model thinks, or thought before it, folded. */
export function BubbleThought({ message }: { message: Message }) {
  const thinking = useWaggleState((state) => selectThinking(state, message));
  if (thinking === null && (!message.thought || message.status === 'streaming')) return null;
  return (
    <Suspense fallback={<div className="mb-1 h-8 pointer-coarse:h-11" />}>
      <ThoughtLine message={message} thinking={thinking} />
    </Suspense>
  );
}

/** Above the text: what its agent did for it. As tall from the first moment as its folded lines will be. */
export function BubbleCards({ message, name }: { message: Message; name: string }) {
  const { cards, status } = message;
  if (!cards || cards.length === 0) return null;
  const open = status === 'streaming' ? cards.filter(({ endedAt }) => endedAt === null).length : 0;
  const lines = open + (open < cards.length ? 1 : 0);
  return (
    <Suspense fallback={<div className="cards" style={{ height: `calc(${String(lines)} * var(--card-line))` }} />}>
      <Cards message={message} name={name} />
    </Suspense>
  );
}

/** What stands below the text: charts, poll, event, question, preview of a linked page, what it cites, what people added. */
export function BubbleExtras({ message }: { message: Message }) {
  const { charts = [], poll, appointment, preview, sources, question, steers, passOn } = message;
  return (
    <>
      {charts.map((chart, at) => (
        // Charts never change places, and may be equal.
        <Suspense key={at} fallback={<ChartToCome title={chart.title} />}>
          <ChartView chart={chart} />
        </Suspense>
      ))}
      {poll && (
        <Suspense fallback={<div className="w-72 max-w-full" style={{ height: 90 + 48 * poll.choices.length }} />}>
          <PollView message={message} poll={poll} />
        </Suspense>
      )}
      {appointment && (
        <Suspense fallback={<div className="h-36 w-72 max-w-full" />}>
          <AppointmentView message={message} appointment={appointment} />
        </Suspense>
      )}
      {question && (
        <Suspense fallback={<div className="w-72 max-w-full" style={{ height: 64 + 46 * question.choices.length }} />}>
          <QuestionView message={message} question={question} />
        </Suspense>
      )}
      {preview && <LinkCard preview={preview} />}
      {sources && sources.length > 0 && (
        <Suspense fallback={<SourcesToCome />}>
          <Sources sources={sources} />
        </Suspense>
      )}
      {(steers || passOn) && (
        <Suspense fallback={<div className="h-7" />}>
          <Added message={message} />
        </Suspense>
      )}
    </>
  );
}

/** As tall as a chart will be. */
function ChartToCome({ title }: { title: string }) {
  return (
    <div className="chart">
      <p className="chart-title">{title}</p>
      <div className="chart-space" />
      <div className="chart-actions" />
    </div>
  );
}

/** As tall as a row of sources. */
function SourcesToCome() {
  return (
    <div aria-hidden className="sources invisible">
      <span className="source" />
    </div>
  );
}

/** In the foot: starred, pinned, edited. */
export function BubbleSigns({ message }: { message: Message }) {
  const t = useT('actions');
  const tChat = useT('chat');
  const ui = useThreadUi();
  const { id, chatId, editedAt } = message;
  const starred = useWaggleState((state) => selectMarks(state)[id]?.starredAt != null);
  const pinned = useWaggleState(
    (state) => selectChat(state, chatId)?.chat.pins.some(({ messageId }) => messageId === id) ?? false,
  );
  return (
    <>
      {pinned && <Pin role="img" aria-label={t('pinned')} size={12} />}
      {starred && <Star role="img" aria-label={t('starred')} size={12} className="fill-current" />}
      {editedAt !== null && (
        <button
          type="button"
          aria-label={t('history')}
          className="bubble-edited"
          onClick={() => {
            ui.open({ kind: 'history', messageId: id });
          }}
        >
          {tChat('edited')}
        </button>
      )}
    </>
  );
}
