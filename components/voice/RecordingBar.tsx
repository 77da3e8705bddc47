import { ChevronLeft, Lock, Trash2 } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { clock } from '../attachments/clock.ts';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Recorder } from './recorder.ts';
import type { Recordings } from './useRecorder.ts';

const LEVELS = 40;

/** Stands where the text stands while a voice note is recorded. */
export function RecordingBar({ recordings }: { recordings: Recordings }) {
  const t = useT('voice');
  const { hold, recorder } = recordings;
  const { elapsed, levels } = useLevels(recorder);
  const locked = hold?.kind === 'locked';
  const bin = useRef<HTMLButtonElement>(null);
  return (
    <div
      role="group"
      aria-label={t('recording', { time: clock(elapsed) })}
      className="relative flex min-h-11 min-w-0 flex-1 items-center gap-2 rounded-3xl border border-edge bg-raised px-3 select-none"
    >
      <span className="sr-only" role="status">
        {t('recording', { time: '' }).replace(/[,\s]+$/, '')}
      </span>
      {locked && (
        <IconButton
          ref={bin}
          icon={Trash2}
          size="small"
          label={t('discard')}
          className="-ml-2 text-danger!"
          onClick={recordings.cancel}
        />
      )}
      <span aria-hidden className="size-2.5 shrink-0 animate-breathe rounded-full bg-danger" />
      <span aria-hidden className="shrink-0 tabular-nums">
        {clock(elapsed)}
      </span>
      {locked ? (
        <span
          aria-hidden
          className="flex h-7 min-w-0 flex-1 items-center justify-end gap-0.5 overflow-hidden text-accent"
        >
          {levels.map((level, index) => (
            <span
              key={index}
              className="w-0.75 shrink-0 rounded-full bg-current"
              style={{ height: `${String(Math.round(12 + level * 88))}%` }}
            />
          ))}
        </span>
      ) : (
        <span className="flex min-w-0 flex-1 items-center justify-center gap-1 text-sm text-muted">
          <ChevronLeft aria-hidden size={16} />
          <span className="truncate">{t('slide')}</span>
        </span>
      )}
      {!locked && (
        <span
          aria-hidden
          title={t('lock')}
          className="absolute right-0 bottom-[calc(100%+1.75rem)] z-10 flex size-9 translate-x-[calc(100%+0.75rem)] animate-breathe items-center justify-center rounded-full border border-line bg-raised text-muted shadow-raised"
        >
          <Lock size={16} />
        </span>
      )}
    </div>
  );
}

/** The last moments' loudness, oldest first, and how long it goes. */
function useLevels(recorder: Recorder | null): { elapsed: number; levels: readonly number[] } {
  const [shown, setShown] = useState<{ elapsed: number; levels: readonly number[] }>({ elapsed: 0, levels: [] });
  useEffect(() => {
    if (!recorder) return;
    const timer = setInterval(() => {
      setShown(({ levels }) => ({
        elapsed: recorder.elapsedMs(),
        levels: [...levels.slice(1 - LEVELS), recorder.level()],
      }));
    }, 80);
    return () => {
      clearInterval(timer);
    };
  }, [recorder]);
  return shown;
}
