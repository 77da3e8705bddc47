import { CircleAlert, Mail } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { Message } from '../../shared/message.ts';
import { useT } from '../i18n/useT.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';
import { useEventMails } from './useEventMails.ts';

/** Among what can be done with an event: sending it by mail, with what became of that. */
export function MailLine({ message }: { message: Message }) {
  const t = useT('mails');
  const ui = useThreadUi();
  const isOpen = useStore(ui.store, ({ opened }) => opened?.kind === 'mails' && opened.messageId === message.id);
  const { state } = useEventMails(message, isOpen);
  const button = useRef<HTMLButtonElement>(null);
  const wasOpen = useRef(isOpen);
  useEffect(() => {
    if (wasOpen.current && !isOpen) button.current?.focus();
    wasOpen.current = isOpen;
  }, [isOpen]);
  const mails = state?.mails ?? [];
  const of = (wanted: 'waiting' | 'sent' | 'failed') => mails.filter((mail) => mail.state === wanted).length;
  const text =
    of('failed') > 0
      ? t('failed', { count: of('failed') })
      : of('waiting') > 0
        ? t('waiting')
        : of('sent') > 0
          ? t('sent', { count: of('sent') })
          : t('open');
  const Icon = of('failed') > 0 ? CircleAlert : Mail;
  return (
    <button
      ref={button}
      type="button"
      className={of('failed') > 0 ? 'bubble-action text-danger' : 'bubble-action'}
      onClick={() => {
        ui.open({ kind: 'mails', messageId: message.id });
      }}
    >
      <Icon aria-hidden size={14} />
      {text}
    </button>
  );
}
