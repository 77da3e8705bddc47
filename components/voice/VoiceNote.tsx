import { Mic, Pause, Play } from 'lucide-react';
import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { clock } from '../attachments/clock.ts';
import { DownloadLink } from '../attachments/FileRow.tsx';
import type { FileView } from '../attachments/fileView.ts';
import { UploadRing } from '../attachments/UploadRing.tsx';
import { useT } from '../i18n/useT.ts';
import { BARS } from './waveform.ts';
import { usePlayer } from './usePlayer.ts';

const flat: readonly number[] = Array.from({ length: BARS }, () => 4);
const STEP_MS = 5000;

/** A voice note: heard, gone through by its waveform, quicker if wanted, and read where it was written down. */
export function VoiceNote({ file }: { file: FileView }) {
  const t = useT('voice');
  const player = usePlayer(file);
  const { playing, at, whole, speed, failed } = player;
  const waits = file.upload !== null && file.upload.kind !== 'stored';
  const bars = file.waveform && file.waveform.length > 0 ? file.waveform : flat;
  const PlayIcon = playing ? Pause : Play;
  return (
    <div className="w-72 max-w-full">
      <div className="flex items-center gap-1.5 py-0.5">
        {waits ? (
          <UploadRing file={file} />
        ) : (
          <button
            type="button"
            aria-label={playing ? t('pause') : t('play')}
            disabled={file.src === null || failed}
            onClick={player.toggle}
            className="inline-flex size-11 shrink-0 items-center justify-center rounded-full bg-honey text-on-honey transition hover:brightness-105 disabled:opacity-55"
          >
            <PlayIcon aria-hidden size={20} fill="currentColor" className={playing ? '' : 'ml-0.5'} />
          </button>
        )}
        <div className="min-w-0 flex-1">
          <Wave bars={bars} at={at} whole={whole} onSeek={player.seek} />
          <div className="flex items-center justify-between text-xs text-muted tabular-nums">
            <span className="inline-flex items-center gap-1">
              <Mic aria-hidden size={12} />
              {clock(playing || at > 0 ? at : whole)}
            </span>
          </div>
        </div>
        {failed ? (
          <DownloadLink file={file} />
        ) : (
          <button
            type="button"
            aria-label={t('speed', { speed })}
            onClick={player.quicker}
            className="inline-flex h-7 min-w-11 shrink-0 items-center justify-center rounded-full bg-tint px-1 text-xs font-semibold text-accent tabular-nums hover:bg-selected pointer-coarse:h-11"
          >
            {t('speedShort', { speed })}
          </button>
        )}
      </div>
      {failed && <p className="text-sm text-danger">{t('unplayable')}</p>}
      {file.transcript && (
        <details className="mt-1 text-sm">
          <summary className="cursor-pointer py-1 font-medium text-accent">{t('transcript')}</summary>
          <p className="pb-1 whitespace-pre-wrap">{file.transcript}</p>
        </details>
      )}
    </div>
  );
}

function Wave({
  bars,
  at,
  whole,
  onSeek,
}: {
  bars: readonly number[];
  at: number;
  whole: number;
  onSeek: (ms: number) => void;
}) {
  const t = useT('voice');
  const dragging = useRef(false);
  const done = whole > 0 ? at / whole : 0;
  const seek = (event: PointerEvent) => {
    const box = event.currentTarget.getBoundingClientRect();
    onSeek(whole * Math.min(1, Math.max(0, (event.clientX - box.left) / box.width)));
  };
  const handleKeyDown = (event: KeyboardEvent) => {
    const to = {
      ArrowRight: at + STEP_MS,
      ArrowUp: at + STEP_MS,
      ArrowLeft: at - STEP_MS,
      ArrowDown: at - STEP_MS,
      Home: 0,
      End: whole,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    onSeek(to);
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={t('position')}
      aria-valuemin={0}
      aria-valuemax={Math.round(whole / 1000)}
      aria-valuenow={Math.round(at / 1000)}
      aria-valuetext={t('at', { at: clock(at), whole: clock(whole) })}
      onKeyDown={handleKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        dragging.current = true;
        seek(event);
      }}
      onPointerMove={(event) => {
        if (dragging.current) seek(event);
      }}
      onPointerUp={() => {
        dragging.current = false;
      }}
      onPointerCancel={() => {
        dragging.current = false;
      }}
      className="flex h-8 cursor-pointer touch-pan-y items-center gap-px rounded"
    >
      {bars.map((bar, index) => (
        <span
          key={index}
          aria-hidden
          className="min-w-px flex-1 rounded-full"
          style={{
            height: `${String(Math.round(10 + (bar / 31) * 90))}%`,
            background: (index + 0.5) / bars.length <= done ? 'var(--color-accent)' : 'var(--color-edge)',
            opacity: (index + 0.5) / bars.length <= done ? 1 : 0.55,
          }}
        />
      ))}
    </div>
  );
}
