import { useCallback, useEffect, useRef, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { showToast } from '../ui/toasts.ts';
import { type Hold, moved, released } from './hold.ts';
import type { Recorder, Recording } from './recorder.ts';

export type Recordings = {
  /** Null while nothing is recorded. `beginning` until the microphone is there. */
  hold: Hold | null;
  beginning: boolean;
  recorder: Recorder | null;
  begin: (hold: Hold) => void;
  move: (by: { x: number; y: number }) => void;
  release: () => void;
  send: () => void;
  cancel: () => void;
};

type Ports = {
  onSend: (recording: Recording) => void;
  /** What was recorded when the person left, or the microphone did. */
  onKeep: (recording: Recording) => void;
};

/** One recording at a time: held, locked, thrown away or sent. */
export function useRecorder({ onSend, onKeep }: Ports): Recordings {
  const t = useT('voice');
  const [hold, setHold] = useState<Hold | null>(null);
  const [recorder, setRecorder] = useState<Recorder | null>(null);
  const now = useRef<{ hold: Hold; recorder: Recorder | null; at: number; wanted: 'send' | null } | null>(null);
  const ports = useRef({ onSend, onKeep, kept: t('kept') });
  useEffect(() => {
    ports.current = { onSend, onKeep, kept: t('kept') };
  });

  const forget = useCallback(() => {
    now.current = null;
    setHold(null);
    setRecorder(null);
  }, []);

  const finish = useCallback(
    (how: 'onSend' | 'onKeep') => {
      const recorded = now.current?.recorder;
      forget();
      void recorded?.stop().then((recording) => {
        if (!recording) return;
        ports.current[how](recording);
        if (how === 'onKeep') showToast({ text: ports.current.kept });
      });
    },
    [forget],
  );

  // Whoever leaves the chat while speaking finds the recording in the composer.
  useEffect(
    () => () => {
      if (now.current?.recorder) finish('onKeep');
      now.current = null;
    },
    [finish],
  );

  const put = (next: Hold) => {
    if (now.current) now.current.hold = next;
    setHold(next);
  };
  const cancel = () => {
    now.current?.recorder?.cancel();
    forget();
  };
  const send = () => {
    const recording = now.current;
    if (!recording) return;
    if (recording.recorder) finish('onSend');
    else recording.wanted = 'send';
  };

  return {
    hold,
    recorder,
    beginning: hold !== null && recorder === null,
    begin(first) {
      if (now.current) return;
      const begun = { hold: first, recorder: null as Recorder | null, at: performance.now(), wanted: null };
      now.current = begun;
      setHold(first);
      void import('./recorder.ts')
        .then(({ startRecorder }) =>
          startRecorder(() => {
            finish('onKeep');
          }),
        )
        .then(
          (started) => {
            if (now.current !== begun) {
              started.cancel();
              return;
            }
            begun.recorder = started;
            setRecorder(started);
            // Held until the browser had asked whether it may: nobody has said anything yet.
            if ((begun.wanted as 'send' | null) === 'send') put({ kind: 'locked' });
          },
          (cause: unknown) => {
            if (now.current === begun) forget();
            showToast({ kind: 'failure', text: t(reasonOf(cause)) });
          },
        );
    },
    move(by) {
      if (!now.current) return;
      const outcome = moved(now.current.hold, by, document.dir === 'rtl');
      if (outcome.kind === 'cancelled') cancel();
      else if (outcome.kind !== 'sent') put(outcome);
    },
    release() {
      if (!now.current) return;
      const outcome = released(now.current.hold, performance.now() - now.current.at);
      if (outcome.kind === 'sent') send();
      else if (outcome.kind !== 'cancelled') put(outcome);
    },
    send,
    cancel,
  };
}

function reasonOf(cause: unknown): 'denied' | 'missing' | 'failed' {
  const name = cause instanceof DOMException ? cause.name : '';
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' ? 'missing' : 'failed';
}
