'use client';
import { type SyntheticEvent, useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { TextField } from '../ui/TextField.tsx';

export type DateJumpProps = {
  /** Local midnight of the day that is there to begin with. */
  day: number;
  /** Gets local midnight of the day that was chosen. */
  onJump: (day: number) => void;
  onClose: () => void;
};

/** Asks for a day to go to in the thread. */
export function DateJump({ day, onJump, onClose }: DateJumpProps) {
  const t = useT('chat');
  const words = useT('ui');
  const [text, setText] = useState(() => isoDay(day));
  const handleSubmit = (event: SyntheticEvent) => {
    event.preventDefault();
    // Without a time zone a date and time are local.
    const at = new Date(`${text}T00:00`).getTime();
    if (!Number.isNaN(at)) onJump(at);
  };
  return (
    <Dialog open size="narrow" title={t('jumpToDate')} closeLabel={words('close')} onClose={onClose}>
      <form onSubmit={handleSubmit} className="flex flex-col gap-4">
        <TextField
          label={t('date')}
          type="date"
          required
          max={isoDay(Date.now())}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
          }}
        />
        <Button type="submit" kind="primary">
          {t('jump')}
        </Button>
      </form>
    </Dialog>
  );
}

/** `2026-11-21`, as date fields want it. */
function isoDay(at: number): string {
  const date = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
