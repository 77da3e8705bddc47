import { useCallback, useEffect, useState } from 'react';
import type { EventMails } from '../../shared/eventMail.ts';
import type { Message } from '../../shared/message.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import { useChosenLocale } from '../i18n/preferences.ts';
import { useWaggle } from '../shell/WaggleProvider.tsx';

const LOOK_AGAIN_MS = 1_500;

type Receivers = { contactIds: string[]; addresses: string[] };

/** What became of the invitations to an event by mail, followed while some wait; and sends more. Looks again when `seen` changes. */
export function useEventMails(
  { chatId, id: messageId, version }: Message,
  seen?: boolean,
): {
  /** Null until they are there. */
  state: EventMails | null;
  failure: Failure | null;
  reload: () => void;
  send: (to: Receivers) => Promise<Reply<EventMails>>;
} {
  const waggle = useWaggle();
  const language = useChosenLocale();
  const [state, setState] = useState<EventMails | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const load = useCallback(async () => {
    const reply = await waggle.command('appointment:mails', { chatId, messageId });
    if (reply.ok) setState(reply.data);
    setFailure(reply.ok ? null : reply);
  }, [waggle, chatId, messageId]);
  // Calling it off makes more.
  useEffect(() => void load(), [load, version, seen]);
  const waits = state?.mails.some((mail) => mail.state === 'waiting') ?? false;
  useEffect(() => {
    if (!waits) return;
    const timer = setInterval(() => void load(), LOOK_AGAIN_MS);
    return () => {
      clearInterval(timer);
    };
  }, [waits, load]);
  return {
    state,
    failure,
    reload: () => void load(),
    async send(to) {
      const reply = await waggle.command('appointment:mail', { chatId, messageId, ...to, language });
      if (reply.ok) setState(reply.data);
      return reply;
    },
  };
}
