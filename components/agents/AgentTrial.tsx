import { X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ChatView } from '../chat/ChatView.tsx';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

type AgentTrialProps = {
  chatId: string;
  name: string;
  /** The form says something else by now. */
  changed: boolean;
  busy: boolean;
  onAgain: () => void;
  onEnd: () => void;
};

/** The chat beside the form in which an agent is tried before it is saved. */
export function AgentTrial({ chatId, name, changed, busy, onAgain, onEnd }: AgentTrialProps) {
  const t = useT('agents');
  const words = useT('ui');
  const known = useWaggleState((state) => chatId in state.chats);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus();
  }, []);
  return (
    <section aria-label={t('trying', { name })} className="flex min-h-0 min-w-0 flex-1 flex-col bg-page">
      <div className="flex min-h-14 items-center gap-2 border-b border-line bg-panel py-1.5 pr-2 pl-4">
        <h2 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-lg font-semibold outline-none">
          {t('trying', { name })}
        </h2>
        <IconButton icon={X} label={t('tryEnd')} onClick={onEnd} />
      </div>
      {changed && (
        <div role="status" className="flex flex-wrap items-center gap-2 border-b border-line bg-tint px-4 py-2">
          <p className="min-w-0 flex-1">{t('tryChanged')}</p>
          <Button size="small" busy={busy} onClick={onAgain}>
            {t('tryAgain')}
          </Button>
        </div>
      )}
      <div className="flex min-h-0 flex-1">
        {known ? <ChatView key={chatId} chatId={chatId} /> : <Skeleton label={words('loading')} />}
      </div>
    </section>
  );
}
