import { selectThinking } from '../../client/select/thinking.ts';
import type { Message } from '../../shared/message.ts';
import { visible } from '../cards/visible.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Dots } from '../ui/Dots.tsx';

/** What stands in an answer's bubble before its first word. */
export function Working({ message, name }: { message: Message; name: string }) {
  const t = useT('chat');
  const step = useWaggleState((state) => state.steps[message.id]);
  const tool = useWaggleState((state) => state.stepTools[message.id]?.at(-1));
  const thinks = useWaggleState((state) => selectThinking(state, message) === 'now');
  const words = useToolWords();
  // What it thinks, and what runs or waits, has a line of its own above.
  if (thinks || message.cards?.some(({ endedAt }) => endedAt === null)) return null;
  const label =
    step === 'using' && tool !== undefined
      ? [words(tool.tool, 'Doing'), visible(tool.what)].filter((part) => part !== '').join(' · ')
      : step === 'reading' || step === 'thinking' || step === 'writing'
        ? t(step)
        : t('accepted');
  return (
    <p className="flex items-center gap-2 leading-[1.5] text-muted" title={name}>
      <Dots />
      {label}
    </p>
  );
}
