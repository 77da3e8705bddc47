import { SendHorizontal } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import type { Recordings } from '../voice/useRecorder.ts';
import { useCanRecord, VoiceButton } from '../voice/VoiceButton.tsx';

export type SendButtonProps = {
  sendable: boolean;
  /** There is neither text nor a file. */
  blank: boolean;
  recordings: Recordings;
  onSend: () => void;
};

/** Sends what is written or what was recorded; where there is nothing yet, records. */
export function SendButton({ sendable, blank, recordings, onSend }: SendButtonProps) {
  const t = useT('composer');
  const tVoice = useT('voice');
  const canRecord = useCanRecord();
  const button = useRef<HTMLButtonElement>(null);
  const locked = recordings.hold?.kind === 'locked';
  useEffect(() => {
    if (locked) button.current?.focus();
  }, [locked]);
  if (!locked && canRecord && (blank || recordings.hold !== null)) return <VoiceButton recordings={recordings} />;
  return (
    <IconButton
      ref={button}
      icon={SendHorizontal}
      label={locked ? tVoice('send') : t('send')}
      kind="primary"
      className="size-11"
      disabled={locked ? false : !sendable}
      onPointerDown={(event) => {
        // Keeps the phone's keyboard open.
        event.preventDefault();
      }}
      onClick={locked ? recordings.send : onSend}
    />
  );
}
