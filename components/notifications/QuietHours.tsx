'use client';
import type { Preferences } from '../../shared/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { Switch } from '../ui/Switch.tsx';
import { TextField } from '../ui/TextField.tsx';
import { minutesOf, timeOf } from './timeOfDay.ts';

type Quiet = NonNullable<Preferences['quiet']>;

const NIGHT = { from: 22 * 60, to: 7 * 60 };

/** Hours in which nothing is told, by the clock of where the person set them. */
export function QuietHours({ quiet, onChange }: { quiet: Quiet | null; onChange: (quiet: Quiet | null) => void }) {
  const t = useT('notifications');
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const handle = (side: 'from' | 'to', time: string) => {
    const minutes = minutesOf(time);
    if (quiet && minutes !== undefined) onChange({ ...quiet, timeZone, [side]: minutes });
  };
  return (
    <>
      <Switch
        label={t('quiet')}
        hint={t('quietHint')}
        checked={quiet !== null}
        onChange={(on) => {
          onChange(on ? { ...NIGHT, timeZone } : null);
        }}
      />
      {quiet && (
        <div className="flex flex-col gap-2">
          <div className="grid max-w-xs grid-cols-2 gap-3">
            <TextField
              label={t('quietFrom')}
              type="time"
              required
              value={timeOf(quiet.from)}
              onChange={(event) => {
                handle('from', event.target.value);
              }}
            />
            <TextField
              label={t('quietTo')}
              type="time"
              required
              value={timeOf(quiet.to)}
              onChange={(event) => {
                handle('to', event.target.value);
              }}
            />
          </div>
          <p className="text-sm text-muted">{t('quietZone', { zone: quiet.timeZone.replaceAll('_', ' ') })}</p>
        </div>
      )}
    </>
  );
}
