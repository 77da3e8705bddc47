import { EyeOff, RefreshCw } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useFormatter } from 'use-intl';
import type { CommandOutput } from '../../shared/command.ts';
import type { MemoryVersion } from '../../shared/memory.ts';
import type { Reply } from '../../shared/reply.ts';
import { useAct } from '../contacts/useAct.ts';
import { useT } from '../i18n/useT.ts';
import { Ask } from '../messages/Ask.tsx';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';

const LOOK_MS = 2_500;
/** How often it is looked for one that was asked for and has not begun yet. */
const LOOKS = 4;

type Summaries = Reply<CommandOutput<'chat:summaries'>>;

/** What agents know of what was said before they read, in its versions, and what may be done about it. */
export function ChatMemory({ chatId, may }: { chatId: string; may: boolean }) {
  const t = useT('memory');
  const words = useT('ui');
  const act = useAct();
  const { reply, reload, watch } = useSummaries(chatId);
  const [asking, setAsking] = useState(false);
  if (reply === null) return <Skeleton label={words('loading')} rows={2} />;
  if (!reply.ok) {
    return <FailedLoad failure={reply} onRetry={reload} />;
  }
  const { versions, making } = reply.data;
  const current = versions.find(({ stale }) => stale === null);
  const earlier = versions.filter((version) => version !== current);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-muted">{t(current?.kind === 'summary' ? 'intro' : 'none')}</p>
      {current && <Current version={current} />}
      <p role="status" className="text-sm text-muted empty:hidden">
        {making && t('making')}
      </p>
      {earlier.length > 0 && <Earlier versions={earlier} />}
      {may && (
        <div className="flex flex-wrap gap-2">
          {current?.kind === 'summary' && (
            <Button
              disabled={making}
              onClick={() => {
                void act('summary:renew', { chatId }).then(watch);
              }}
            >
              <RefreshCw aria-hidden size={18} />
              {t('renew')}
            </Button>
          )}
          <Button
            onClick={() => {
              setAsking(true);
            }}
          >
            <EyeOff aria-hidden size={18} />
            {t('forget')}
          </Button>
        </div>
      )}
      {asking && (
        <Ask
          title={t('forgetTitle')}
          text={t('forgetText')}
          yes={t('forget')}
          onYes={() => {
            void act('summary:forget', { chatId }).then(reload);
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

/** Asked for when shown, and again for as long as one is being made. */
function useSummaries(chatId: string) {
  const waggle = useWaggle();
  const [reply, setReply] = useState<Summaries | null>(null);
  const [asked, setAsked] = useState(0);
  const [looks, setLooks] = useState(0);
  const reload = useCallback(() => {
    setAsked((before) => before + 1);
    setLooks((before) => Math.max(0, before - 1));
  }, []);
  const watch = useCallback(() => {
    setLooks(LOOKS);
    setAsked((before) => before + 1);
  }, []);
  useEffect(() => {
    let shown = true;
    void waggle.command('chat:summaries', { chatId }).then((answer) => {
      if (shown) setReply(answer);
    });
    return () => {
      shown = false;
    };
  }, [waggle, chatId, asked]);
  const looking = looks > 0 || (reply?.ok === true && reply.data.making);
  useEffect(() => {
    if (!looking) return;
    const timer = setInterval(reload, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, [looking, reload]);
  return { reply, reload, watch };
}

function Current({ version }: { version: MemoryVersion }) {
  const t = useT('memory');
  const time = useTime();
  if (version.kind === 'forgotten') return <p>{t('forgotten', { time: time(version.at) })}</p>;
  return (
    <div>
      <SummaryText text={version.text} />
      <Facts version={version} />
    </div>
  );
}

/** As it is told to agents; scrolled by itself where it is long. */
function SummaryText({ text }: { text: string }) {
  const t = useT('memory');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by keyboard too
    <section
      aria-label={t('text')}
      tabIndex={0}
      className="max-h-80 overflow-y-auto rounded-lg bg-sunken px-3 py-2 text-sm hyphens-auto wrap-anywhere whitespace-pre-wrap"
    >
      {text}
    </section>
  );
}

function Facts({ version }: { version: MemoryVersion }) {
  const t = useT('memory');
  const time = useTime();
  const { fromSeq, uptoSeq, uptoAt, model, at, outside } = version;
  const facts = [
    t('count', { count: uptoSeq - fromSeq + 1 }),
    uptoAt === null ? '' : t('upto', { time: time(uptoAt) }),
    model === null ? t('byRules') : t('by', { model }),
    t('made', { time: time(at) }),
  ];
  return (
    <>
      <p className="mt-1 text-sm text-muted wrap-anywhere">{facts.filter((fact) => fact !== '').join(' · ')}</p>
      {outside && <p className="mt-1 text-sm text-muted">{t('outside')}</p>}
    </>
  );
}

function Earlier({ versions }: { versions: readonly MemoryVersion[] }) {
  const t = useT('memory');
  const time = useTime();
  return (
    <details>
      <summary className="flex min-h-10 cursor-pointer items-center font-medium text-accent pointer-coarse:min-h-11">
        {t('earlier')}
      </summary>
      <ol role="list" className="mt-2 flex flex-col gap-4">
        {versions.map((version) => (
          <li key={version.number}>
            <p className="font-semibold">{t('version', { number: version.number })}</p>
            {version.kind === 'forgotten' ? (
              <p className="text-sm text-muted">{t('forgotten', { time: time(version.at) })}</p>
            ) : (
              <>
                <p className="text-sm text-muted">{t(`stale.${version.stale ?? 'replaced'}`)}</p>
                {version.text !== '' && <SummaryText text={version.text} />}
                <Facts version={version} />
              </>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function useTime(): (at: number) => string {
  const format = useFormatter();
  return (at) => format.dateTime(at, { dateStyle: 'medium', timeStyle: 'short' });
}
