import { Mic } from 'lucide-react';
import { useRef, useSyncExternalStore } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { cx } from '../ui/cx.ts';
import { canRecord } from './recorder.ts';
import type { Recordings } from './useRecorder.ts';

/** Whether voice notes can be recorded here; false until the page has looked. */
export function useCanRecord(): boolean {
  return useSyncExternalStore(
    () => () => {},
    canRecord,
    () => false,
  );
}

/** Held by a finger it records until let go; pressed, by whatever, it records until sent. */
export function VoiceButton({ recordings }: { recordings: Recordings }) {
  const t = useT('voice');
  const down = useRef<{ x: number; y: number } | null>(null);
  const { hold } = recordings;
  const held = hold?.kind === 'held';
  return (
    <IconButton
      icon={Mic}
      label={t('record')}
      kind="primary"
      title={t('recordHint')}
      className={cx('size-11 touch-none', held && 'relative z-10 shadow-raised')}
      style={
        held
          ? { transform: `translate(${String(Math.min(0, hold.x))}px, ${String(Math.min(0, hold.y))}px) scale(1.3)` }
          : undefined
      }
      onPointerDown={(event) => {
        // Keeps the phone's keyboard open, and the finger ours wherever it goes.
        event.preventDefault();
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        down.current = { x: event.clientX, y: event.clientY };
        recordings.begin({ kind: 'held', x: 0, y: 0 });
      }}
      onPointerMove={(event) => {
        const from = down.current;
        if (from) recordings.move({ x: event.clientX - from.x, y: event.clientY - from.y });
      }}
      onPointerUp={() => {
        if (down.current) recordings.release();
        down.current = null;
      }}
      onPointerCancel={() => {
        down.current = null;
        recordings.release();
      }}
      onClick={(event) => {
        // By keyboard, or by what speaks for one; a pointer has done it already.
        if (event.detail === 0) recordings.begin({ kind: 'locked' });
      }}
      onContextMenu={(event) => {
        event.preventDefault();
      }}
    />
  );
}
