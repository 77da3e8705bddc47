'use client';
import { useFormatter } from 'use-intl/react';
import { selectSetting } from '../../client/select/overlay.ts';
import { MUTED_ALWAYS, Notify, plainSetting } from '../../shared/chat.ts';
import { useT } from '../i18n/useT.ts';
import { type Muting, mutedUntil, mutings } from '../shell/muting.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';
import { Select } from '../ui/Select.tsx';

const notifyWords = { all: 'notifyAll', mentions: 'notifyMentions', none: 'notifyNone' } as const;

/** Whether a chat may be heard, and of what in it. */
export function ChatNotifications({ chatId, several }: { chatId: string; several: boolean }) {
  const t = useT('chats');
  const format = useFormatter();
  const waggle = useWaggle();
  const setting = useWaggleState((state) => selectSetting(state, chatId)) ?? { chatId, ...plainSetting };
  const until = setting.mutedUntil !== null && setting.mutedUntil > Date.now() ? setting.mutedUntil : null;
  const muted: 'off' | 'set' = until === null ? 'off' : 'set';
  const time = () =>
    format.dateTime(until ?? 0, {
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      hour: 'numeric',
      minute: '2-digit',
    });
  const now =
    until === null
      ? []
      : [
          {
            value: 'set' as const,
            label: until === MUTED_ALWAYS ? t('mutedAlways') : t('mutedUntil', { time: time() }),
          },
        ];
  const notices = several ? Notify.options : (['all', 'none'] as const);
  return (
    <div className="flex flex-col gap-3">
      <Select<'off' | 'set' | Muting>
        label={t('muteChoice')}
        value={muted}
        options={[
          { value: 'off', label: t('muteOff') },
          ...now,
          ...mutings.map((value) => ({ value, label: t(`mutedFor.${value}`) })),
        ]}
        onChange={(value) => {
          if (value === 'set') return;
          waggle.act('chat:set', { chatId, mutedUntil: value === 'off' ? null : mutedUntil(value, Date.now()) });
        }}
      />
      <Select<Notify>
        label={t('notify')}
        value={!several && setting.notify === 'mentions' ? 'all' : setting.notify}
        options={notices.map((value) => ({ value, label: t(notifyWords[value]) }))}
        onChange={(notify) => {
          waggle.act('chat:set', { chatId, notify });
        }}
      />
    </div>
  );
}
