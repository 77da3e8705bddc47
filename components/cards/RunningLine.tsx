import type { ToolCard } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { CardIcon, Gist } from './CardLine.tsx';
import { gistOf } from './gist.ts';
import { useToolWords } from './useToolWords.ts';
import { useCardWords } from './useCardWords.ts';
import { visible } from './visible.ts';

/** A card that runs: one quiet line, with how far it is where it says so. */
export function RunningLine({ messageId, card }: { messageId: string; card: ToolCard }) {
  const t = useT('cards');
  const words = useToolWords();
  const decision = useCardWords().decision(card);
  const told = useWaggleState((state) => state.stepTools[messageId]?.find(({ key }) => key === card.key));
  const what = words(card, 'Doing');
  return (
    <p className="card-line">
      <CardIcon tool={card.tool} working />
      <span className="min-w-0 truncate">
        {what}
        <Gist text={gistOf(card.tool, card.input)} />
        {decision !== '' && <span className="text-muted"> · {decision}</span>}
        {told && told.what !== '' && <span className="text-muted"> · {visible(told.what)}</span>}
      </span>
      {told && told.share !== null && (
        <span
          role="progressbar"
          aria-label={t('share', { what })}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(told.share * 100)}
          className="absolute inset-x-0 bottom-0 ml-6 h-0.5 overflow-hidden rounded-full bg-line"
        >
          <span
            className="block h-full origin-left bg-agent transition-transform"
            style={{ transform: `scaleX(${String(Math.min(1, Math.max(0, told.share)))})` }}
          />
        </span>
      )}
    </p>
  );
}
