import { CalendarDays, Download, MapPin } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useFormatter } from 'use-intl';
import { selectMe } from '../../client/select/contacts.ts';
import type { Appointment, Coming } from '../../shared/appointment.ts';
import type { Message } from '../../shared/message.ts';
import { mayCancelAppointment, mayWithdraw } from '../../shared/messageRights.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { cx } from '../ui/cx.ts';
import { Ask } from './Ask.tsx';
import { partsOf } from './messageRoles.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

const MailLine = lazy(() => import('./MailLine.tsx').then((module) => ({ default: module.MailLine })));

const ANSWERS = ['yes', 'maybe', 'no'] as const satisfies readonly Coming[];

/** An event within its bubble: the day as a tile, when and where, and whether one comes. */
export function AppointmentView({ message, appointment }: { message: Message; appointment: Appointment }) {
  const t = useT('appointments');
  const ui = useThreadUi();
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const mayCancel = useWaggleState((state) => {
    const parts = partsOf(state, message);
    return parts !== null && mayCancelAppointment(parts.actor, parts.subject);
  });
  const maySend = useWaggleState((state) => {
    const parts = partsOf(state, message);
    const sends = state.session.kind === 'signed-in' && state.session.mail === true;
    return sends && parts !== null && mayWithdraw(parts.actor, parts.subject);
  });
  const [asking, setAsking] = useState(false);
  const { chatId, id: messageId } = message;
  const { cancelled, coming, place, description } = appointment;
  const mine = coming.find(({ contactId }) => contactId === me)?.answer;
  const counted = (answer: Coming) => coming.filter((one) => one.answer === answer).length;
  return (
    <div className="mt-1 w-72 max-w-full">
      <div className="flex items-center gap-3">
        <DateTile appointment={appointment} />
        <div className="min-w-0 flex-1">
          <p className="text-xs text-muted">{cancelled ? t('cancelled') : t('label')}</p>
          <p className={cx('font-semibold', cancelled && 'line-through')}>{message.text}</p>
          <When appointment={appointment} />
        </div>
      </div>
      {place !== '' && (
        <p className="mt-2 flex items-start gap-2 text-sm">
          <MapPin aria-hidden size={16} className="mt-px shrink-0 text-muted" />
          <span className="sr-only">{t('where')}: </span>
          {place}
        </p>
      )}
      {description !== '' && <p className="mt-2 text-sm whitespace-pre-wrap">{description}</p>}
      {!cancelled && (
        <div role="radiogroup" aria-label={t('answers')} className="mt-3 grid grid-cols-3 gap-1.5">
          {ANSWERS.map((answer) => (
            <button
              key={answer}
              type="button"
              role="radio"
              aria-checked={mine === answer}
              onClick={() => {
                waggle.act('appointment:answer', { chatId, messageId, answer });
              }}
              className={cx(
                'flex min-h-9 flex-col items-center justify-center rounded-lg border px-1 py-1 text-xs transition pointer-coarse:min-h-11',
                mine === answer
                  ? 'border-accent bg-disc font-semibold text-on-disc'
                  : 'border-edge/60 bg-panel/60 hover:bg-hover',
              )}
            >
              <span>{t(answer)}</span>
              {counted(answer) > 0 && <span className="tabular-nums">{counted(answer)}</span>}
            </button>
          ))}
        </div>
      )}
      <div className="mt-1.5 -ml-1.5 flex flex-wrap items-center gap-x-1 pointer-coarse:gap-y-2">
        {coming.length > 0 && (
          <button
            type="button"
            className="bubble-action"
            onClick={() => {
              ui.open({ kind: 'voters', messageId });
            }}
          >
            {t('yesCount', { count: counted('yes') })}
          </button>
        )}
        <a
          className="bubble-action"
          href={`/api/chats/${chatId}/messages/${messageId}/event.ics`}
          download={`${message.text.slice(0, 60)}.ics`}
        >
          <Download aria-hidden size={14} />
          {t('download')}
        </a>
        {maySend && (
          <Suspense>
            <MailLine message={message} />
          </Suspense>
        )}
        {mayCancel && (
          <button
            type="button"
            className="bubble-action"
            onClick={() => {
              setAsking(true);
            }}
          >
            {t('cancel')}
          </button>
        )}
      </div>
      {asking && (
        <Ask
          title={t('cancelTitle')}
          text={t('cancelText')}
          yes={t('cancel')}
          onYes={() => {
            waggle.act('appointment:cancel', { chatId, messageId });
          }}
          onClose={() => {
            setAsking(false);
          }}
        />
      )}
    </div>
  );
}

function DateTile({ appointment: { startsAt, allDay } }: { appointment: Appointment }) {
  const format = useFormatter();
  const zone = allDay ? { timeZone: 'UTC' } : {};
  return (
    <div
      aria-hidden
      className="flex size-14 shrink-0 flex-col items-center justify-center overflow-hidden rounded-xl bg-panel shadow-bubble"
    >
      <span className="w-full bg-honey text-center text-xs font-semibold text-on-honey uppercase">
        {format.dateTime(startsAt, { month: 'short', ...zone })}
      </span>
      <span className="flex-1 text-2xl leading-9 font-semibold">
        {new Intl.DateTimeFormat(undefined, { day: 'numeric', ...zone })
          .formatToParts(startsAt)
          .find(({ type }) => type === 'day')?.value ?? ''}
      </span>
    </div>
  );
}

function When({ appointment: { startsAt, endsAt, allDay } }: { appointment: Appointment }) {
  const t = useT('appointments');
  const format = useFormatter();
  const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const;
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  const text = allDay
    ? t('allDayAt', { date: format.dateTime(startsAt, { ...day, timeZone: 'UTC' }) })
    : endsAt === null
      ? format.dateTime(startsAt, { ...day, ...time })
      : format.dateTimeRange(new Date(startsAt), new Date(endsAt), { ...day, ...time });
  return (
    <p className="flex items-start gap-1.5 text-sm text-muted">
      <CalendarDays aria-hidden size={15} className="mt-0.5 shrink-0" />
      <time dateTime={new Date(startsAt).toISOString()}>{text}</time>
    </p>
  );
}
