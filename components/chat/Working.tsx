import type { Message } from '../../shared/message.ts';
import { visible } from '../cards/visible.ts';
import { useToolWords } from '../cards/useToolWords.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** What stands in an answer's bubble before its first word. */
export function Working({ message, name }: { message: Message; name: string }) {
  const t = useT('chat');
  const step = useWaggleState((state) => state.steps[message.id]);
  const tool = useWaggleState((state) => state.stepTools[message.id]?.at(-1));
  const words = useToolWords();
  // What runs or waits has a line of its own above.
  if (message.cards?.some(({ endedAt }) => endedAt === null)) return null;
  const label =
    step === 'using' && tool !== undefined
      ? [words(tool.tool, 'Doing'), visible(tool.what)].filter((part) => part !== '').join(' · ')
      : step === 'reading' || step === 'writing'
        ? t(step)
        : t('accepted');
  return (
    <p className="flex items-center gap-2 leading-[1.5] text-muted" title={name}>
      <span aria-hidden className="flex gap-1">
        {[0, 1, 2].map((dot) => (
          <span
            key={dot}
            className="size-1.5 animate-breathe rounded-full bg-agent"
            style={{ animationDelay: `${String(dot * 200)}ms` }}
          />
        ))}
      </span>
      {label}
    </p>
  );
}
