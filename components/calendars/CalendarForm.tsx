'use client';
import { useState } from 'react';
import { AGENT_COLOURS } from '../../shared/agentLooks.ts';
import type { Calendar, CalendarColour } from '../../shared/calendar.ts';
import { useForm } from '../auth/useForm.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Select } from '../ui/Select.tsx';
import { PasswordField, TextField } from '../ui/TextField.tsx';

export type CalendarFormProps = {
  /** Null for a new one. */
  calendar: Calendar | null;
  /** Of a new one, unless another is chosen. */
  colour: CalendarColour;
  onDone: (calendar: Calendar) => void;
  onCancel: () => void;
};

/** Subscribes to a calendar, or changes what one is called. */
export function CalendarForm({ calendar, colour: first, onDone, onCancel }: CalendarFormProps) {
  const t = useT('calendars');
  const words = useT('ui');
  const colours = useT('agents');
  const waggle = useWaggle();
  const [name, setName] = useState(calendar?.name ?? '');
  const [address, setAddress] = useState('');
  const [colour, setColour] = useState(calendar?.colour ?? first);
  const [tried, setTried] = useState(false);
  const isNamed = name.trim() !== '';
  const isAddressed = calendar !== null || /^(https?|webcals?):\/\/[^\s/]+/i.test(address.trim());
  const form = useForm(
    () => {
      setTried(true);
      return isNamed && isAddressed;
    },
    async () => {
      const reply = calendar
        ? await waggle.command('calendar:update', { calendarId: calendar.id, name, colour })
        : await waggle.command('calendar:add', { name, colour, address });
      if (reply.ok) onDone(reply.data.calendar);
      return reply;
    },
  );
  return (
    <form
      noValidate
      aria-label={calendar ? t('editNamed', { name: calendar.name }) : t('add')}
      onSubmit={form.submit}
      className="flex flex-col gap-4 rounded-2xl border border-line bg-panel p-4"
    >
      <TextField
        label={t('name')}
        autoComplete="off"
        maxLength={60}
        value={name}
        error={tried && !isNamed && t('nameMissing')}
        onChange={(event) => {
          setName(event.target.value);
          form.clear();
        }}
      />
      {!calendar && (
        <PasswordField
          label={t('address')}
          hint={t('addressHint')}
          data-1p-ignore
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          inputMode="url"
          placeholder="https://"
          showLabel={t('showAddress')}
          hideLabel={t('hideAddress')}
          value={address}
          error={tried && !isAddressed && t('addressBad')}
          onChange={(event) => {
            setAddress(event.target.value);
            form.clear();
          }}
        />
      )}
      <Select
        label={t('colour')}
        value={colour}
        options={AGENT_COLOURS.map((value) => ({ value, label: colours(`colours.${value}`) }))}
        onChange={setColour}
      />
      {form.failure && <Notice kind="failure">{form.failure}</Notice>}
      <div className="flex flex-wrap justify-end gap-2 max-md:[&>button]:grow">
        <Button onClick={onCancel}>{words('cancel')}</Button>
        <Button type="submit" kind="primary" busy={form.busy}>
          {t(calendar ? 'save' : 'subscribe')}
        </Button>
      </div>
    </form>
  );
}
