'use client';
import { useEffect, useState } from 'react';
import { type PushState, readPushState, turnPushOff, turnPushOn } from '../../client/notify/pushDevice.ts';
import { selectMe } from '../../client/select/contacts.ts';
import { useChosenLocale } from '../i18n/preferences.ts';
import { useT } from '../i18n/useT.ts';
import { useMyPreferences } from '../settings/useMyPreferences.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Button } from '../ui/Button.tsx';
import { Notice } from '../ui/Notice.tsx';
import { Switch } from '../ui/Switch.tsx';
import { useFailureText } from '../ui/useFailureText.ts';
import { QuietHours } from './QuietHours.tsx';

/** What the person wants to be told of, on this device and on all of them. */
export function NotificationSettings() {
  const t = useT('notifications');
  const [preferences, prefer] = useMyPreferences();
  const mail = useWaggleState(({ session }) => session.kind === 'signed-in' && session.mail === true);
  return (
    <>
      <section aria-labelledby="notify-device" className="flex flex-col gap-3">
        <div>
          <h3 id="notify-device" className="font-semibold">
            {t('device')}
          </h3>
          <p className="text-sm text-muted">{t('deviceText')}</p>
        </div>
        <ThisDevice />
      </section>
      <section aria-labelledby="notify-everywhere" className="flex flex-col gap-1">
        <h3 id="notify-everywhere" className="pb-1 font-semibold">
          {t('everywhere')}
        </h3>
        <Switch
          label={t('showText')}
          hint={t('showTextHint')}
          checked={preferences.pushText}
          onChange={(pushText) => {
            prefer({ pushText });
          }}
        />
        <Switch
          label={t('agents')}
          hint={t('agentsHint')}
          checked={preferences.pushAgents}
          onChange={(pushAgents) => {
            prefer({ pushAgents });
          }}
        />
        <Switch
          label={t('sounds')}
          hint={t('soundsHint')}
          checked={preferences.sounds}
          onChange={(sounds) => {
            prefer({ sounds });
          }}
        />
        {mail && (
          <Switch
            label={t('eventMail')}
            hint={t('eventMailHint')}
            checked={preferences.eventMail === true}
            onChange={(eventMail) => {
              prefer({ eventMail });
            }}
          />
        )}
        <QuietHours
          quiet={preferences.quiet}
          onChange={(quiet) => {
            prefer({ quiet });
          }}
        />
      </section>
      <p className="text-sm text-muted">{t('perChat')}</p>
    </>
  );
}

function ThisDevice() {
  const t = useT('notifications');
  const words = useFailureText();
  const waggle = useWaggle();
  const locale = useChosenLocale();
  const userId = useWaggleState(selectMe);
  const [state, setState] = useState<PushState | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  useEffect(() => watchPushState(setState), []);

  const turn = async (on: boolean) => {
    setBusy(true);
    setFailure(null);
    if (on) {
      const outcome = await turnPushOn(waggle, { userId, locale });
      setState(outcome.state);
      const { failure: failed } = outcome;
      if (failed) setFailure(failed.reason === 'push-service' ? t('noPushService') : words(failed));
    } else {
      setState(await turnPushOff(waggle));
    }
    setBusy(false);
  };

  if (state === null) return null;
  if (state !== 'on' && state !== 'off') return <Notice kind="note">{t(`state.${state}`)}</Notice>;
  return (
    <>
      {state === 'on' && <Notice kind="success">{t('isOn')}</Notice>}
      {failure !== null && <Notice kind="failure">{failure}</Notice>}
      <div>
        <Button
          kind={state === 'on' ? 'secondary' : 'primary'}
          busy={busy}
          onClick={() => {
            void turn(state === 'off');
          }}
        >
          {state === 'on' ? t('turnOff') : t('turnOn')}
        </Button>
      </div>
    </>
  );
}

/** Tells now, and whenever the person comes back, perhaps from the browser's own settings. */
function watchPushState(tell: (state: PushState) => void): () => void {
  let ended = false;
  const look = () => {
    void readPushState().then((state) => {
      if (!ended) tell(state);
    });
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', look);
  };
}
