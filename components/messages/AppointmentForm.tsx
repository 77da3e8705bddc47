import { useState } from 'react';
import { useT } from '../i18n/useT.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Switch } from '../ui/Switch.tsx';
import { TextArea, TextField } from '../ui/TextField.tsx';
import { nextHour, timesOf } from './appointmentTimes.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** Sets a date with the chat. */
export function AppointmentForm() {
  const t = useT('appointments');
  const tUi = useT('ui');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const [fields, setFields] = useState(() => ({
    name: '',
    place: '',
    description: '',
    to: '',
    allDay: false,
    ...nextHour(new Date()),
  }));
  const [tried, setTried] = useState(false);
  const times = timesOf(fields);
  const nameFault = tried && fields.name.trim() === '' ? t('needName') : null;
  const put = (changed: Partial<typeof fields>) => {
    setFields((before) => ({ ...before, ...changed }));
  };
  const send = () => {
    setTried(true);
    const text = fields.name.trim();
    if (text === '' || !times) return;
    const { place, description } = fields;
    waggle.send(ui.chatId, {
      text,
      appointment: { ...times, place: place.trim(), description: description.trim() },
    });
    ui.close();
  };
  return (
    <Dialog
      open
      title={t('title')}
      closeLabel={tUi('cancel')}
      onClose={ui.close}
      footer={
        <Button kind="primary" onClick={send}>
          {t('send')}
        </Button>
      }
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
        className="flex flex-col gap-4"
      >
        <TextField
          label={t('name')}
          value={fields.name}
          maxLength={500}
          autoFocus
          error={nameFault}
          onChange={(event) => {
            put({ name: event.target.value });
          }}
        />
        <Switch
          label={t('allDay')}
          checked={fields.allDay}
          onChange={(allDay) => {
            put({ allDay });
          }}
        />
        <TextField
          label={t('date')}
          type="date"
          value={fields.date}
          error={tried && !times ? t('needDate') : null}
          onChange={(event) => {
            put({ date: event.target.value });
          }}
        />
        {!fields.allDay && (
          <div className="grid grid-cols-2 gap-3">
            <TextField
              label={t('from')}
              type="time"
              value={fields.from}
              onChange={(event) => {
                put({ from: event.target.value });
              }}
            />
            <TextField
              label={t('to')}
              type="time"
              value={fields.to}
              onChange={(event) => {
                put({ to: event.target.value });
              }}
            />
          </div>
        )}
        <TextField
          label={t('place')}
          value={fields.place}
          maxLength={200}
          onChange={(event) => {
            put({ place: event.target.value });
          }}
        />
        <TextArea
          label={t('description')}
          value={fields.description}
          maxLength={2000}
          onChange={(event) => {
            put({ description: event.target.value });
          }}
        />
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
