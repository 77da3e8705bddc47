import { CircleAlert, CircleCheck, CircleHelp, Clock } from 'lucide-react';
import { useState } from 'react';
import { contactIn, selectContacts } from '../../client/select/contacts.ts';
import { type EventMail, MAIL_RECEIVERS } from '../../shared/eventMail.ts';
import type { Message } from '../../shared/message.ts';
import { useContactName } from '../chat/useContactName.ts';
import { useT } from '../i18n/useT.ts';
import { useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { FailedLoad } from '../ui/FailedLoad.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { TextField } from '../ui/TextField.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { PanelSheet } from './PanelSheet.tsx';
import { typedAddresses } from './typedAddresses.ts';
import { useEventMails } from './useEventMails.ts';

type Sending = ReturnType<typeof useEventMails>['send'];

/** Sends an event by mail to members who want that and to addresses, and says what became of it. */
export function MailSheet({ message }: { message: Message }) {
  const t = useT('mails');
  const words = useT('ui');
  const { state, failure, reload, send } = useEventMails(message);
  const isOff = message.appointment?.cancelled === true;
  const invited = new Set(state?.mails.flatMap(({ to }) => (to.kind === 'member' ? to.contactId : [])));
  return (
    <PanelSheet title={t('title')}>
      <div className="flex flex-col gap-5">
        <h3 className="text-lg font-semibold break-words">{message.text}</h3>
        {failure && <FailedLoad failure={failure} onRetry={reload} />}
        {!state && !failure && <Skeleton label={words('loading')} rows={3} />}
        {state && isOff && <Notice kind="note">{t('off')}</Notice>}
        {state && !isOff && <Invite wanting={state.wanting.filter((id) => !invited.has(id))} send={send} />}
        {state && state.mails.length > 0 && <Became mails={state.mails} send={send} />}
      </div>
    </PanelSheet>
  );
}

function Invite({ wanting, send }: { wanting: readonly string[]; send: Sending }) {
  const t = useT('mails');
  const failureText = useFailureText();
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [typed, setTyped] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const contactIds = wanting.filter((id) => !left.has(id));
  const { addresses, wrong } = typedAddresses(typed);
  const count = contactIds.length + addresses.length;
  const problem =
    wrong !== null
      ? t('addressesBad', { address: wrong })
      : count === 0
        ? t('nobodyChosen')
        : count > MAIL_RECEIVERS
          ? t('tooMany', { count: MAIL_RECEIVERS })
          : null;
  const submit = async () => {
    setTried(true);
    setFailure(null);
    if (problem !== null || busy) return;
    setBusy(true);
    const reply = await send({ contactIds, addresses });
    setBusy(false);
    if (!reply.ok) {
      setFailure(failureText(reply));
      return;
    }
    setTyped('');
    setTried(false);
  };
  return (
    <form
      noValidate
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      {wanting.length > 0 ? (
        <fieldset>
          <legend className="mb-1 font-medium">{t('members')}</legend>
          {wanting.map((id) => (
            <label key={id} className="flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                className="size-5 shrink-0 accent-accent"
                checked={!left.has(id)}
                onChange={(event) => {
                  const next = new Set(left);
                  if (event.target.checked) next.delete(id);
                  else next.add(id);
                  setLeft(next);
                }}
              />
              <span className="min-w-0 break-words">{contactName(contactIn(contacts, id))}</span>
            </label>
          ))}
        </fieldset>
      ) : (
        <p className="text-muted">{t('nobody')}</p>
      )}
      <TextField
        label={t('addresses')}
        hint={t('addressesHint')}
        inputMode="email"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        value={typed}
        error={tried && problem}
        onChange={(event) => {
          setTyped(event.target.value);
          setFailure(null);
        }}
      />
      {failure !== null && <Notice kind="failure">{failure}</Notice>}
      <div>
        <Button type="submit" kind="primary" busy={busy}>
          {t('send', { count })}
        </Button>
      </div>
    </form>
  );
}

function Became({ mails, send }: { mails: readonly EventMail[]; send: Sending }) {
  const t = useT('mails');
  const failureText = useFailureText();
  const contacts = useWaggleState(selectContacts);
  const contactName = useContactName();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const failed = mails.filter(({ state }) => state === 'failed').slice(0, MAIL_RECEIVERS);
  const again = async () => {
    setBusy(true);
    const reply = await send({
      contactIds: failed.flatMap(({ to }) => (to.kind === 'member' ? to.contactId : [])),
      addresses: failed.flatMap(({ to }) => (to.kind === 'address' ? to.address : [])),
    });
    setBusy(false);
    setFailure(reply.ok ? null : failureText(reply));
  };
  return (
    <section aria-label={t('so')} className="flex flex-col gap-2">
      <h4 className="font-medium">{t('so')}</h4>
      <ul role="list" className="flex flex-col divide-y divide-line">
        {mails.map((mail) => {
          const name =
            mail.to.kind === 'member' ? contactName(contactIn(contacts, mail.to.contactId)) : mail.to.address;
          return (
            <li key={`${mail.kind} ${mail.to.kind} ${name}`} className="py-2">
              <p className="break-words">
                {name}
                {mail.kind === 'cancel' && <span className="text-muted"> · {t('cancel')}</span>}
              </p>
              <State mail={mail} />
            </li>
          );
        })}
      </ul>
      {failure !== null && <Notice kind="failure">{failure}</Notice>}
      {failed.length > 0 && (
        <div>
          <Button size="small" busy={busy} onClick={() => void again()}>
            {t('again')}
          </Button>
        </div>
      )}
    </section>
  );
}

const ICONS = { waiting: Clock, sent: CircleCheck, failed: CircleAlert, unknown: CircleHelp };
const COLOURS = { waiting: 'text-muted', sent: 'text-muted', failed: 'text-danger', unknown: 'text-danger' };

function State({ mail: { state, failure } }: { mail: EventMail }) {
  const t = useT('mails');
  const Icon = ICONS[state];
  return (
    <p className={`flex items-start gap-1.5 text-sm ${COLOURS[state]}`}>
      <Icon aria-hidden size={15} className="mt-0.5 shrink-0" />
      {state === 'failed' ? t(`failure.${failure ?? 'unreachable'}`) : t(`state.${state}`)}
    </p>
  );
}
