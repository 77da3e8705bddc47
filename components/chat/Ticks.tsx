import { Check, CheckCheck, Clock } from 'lucide-react';
import type { Tick } from '../../client/select/ticks.ts';
import { useT } from '../i18n/useT.ts';
import { cx } from '../ui/cx.ts';

/** How far an own message has come: clock, one tick, two, blue; with agents alone accepted, working, done. */
export function Ticks({ tick }: { tick: Tick | 'waiting' }) {
  const t = useT('chat');
  const {
    icon: Icon,
    label,
    className,
  } = {
    waiting: { icon: Clock, label: t('waitingToSend'), className: '' },
    sent: { icon: Check, label: t('sent'), className: '' },
    delivered: { icon: CheckCheck, label: t('delivered'), className: '' },
    read: { icon: CheckCheck, label: t('read'), className: 'text-read' },
    accepted: { icon: Check, label: t('acceptedTick'), className: '' },
    working: { icon: CheckCheck, label: t('workingTick'), className: '' },
    done: { icon: CheckCheck, label: t('doneTick'), className: 'text-accent' },
  }[tick];
  return (
    <span role="img" aria-label={label} title={label} className={cx('inline-flex', className)}>
      <Icon aria-hidden size={tick === 'waiting' ? 13 : 16} strokeWidth={2} />
    </span>
  );
}
