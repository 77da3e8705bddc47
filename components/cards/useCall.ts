import { useCallback, useEffect, useState } from 'react';
import { selectMe } from '../../client/select/contacts.ts';
import type { CommandOutput } from '../../shared/command.ts';
import type { Message } from '../../shared/message.ts';
import type { Failure } from '../../shared/reply.ts';
import type { ToolCard } from '../../shared/toolCard.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

type Call = CommandOutput<'call:read'>;

export type CallState =
  | { kind: 'loading' }
  | { kind: 'there'; call: Call }
  | { kind: 'failed'; failure: Failure; again: () => void };

const MOST = 40;
/** What was read already, the last read last, so that a bubble that comes back has its height at once. */
const known = new Map<string, Call>();

function keep(id: string, call: Call): void {
  known.delete(id);
  known.set(id, call);
  const oldest = known.size > MOST ? known.keys().next().value : undefined;
  if (oldest !== undefined) known.delete(oldest);
}

/** The whole input of a card and what came of it, fetched when first asked for. */
export function useCall(message: Message, card: ToolCard): CallState {
  const waggle = useWaggle();
  const me = useWaggleState(selectMe);
  const { chatId, id: messageId, epoch } = message;
  const { key, state } = card;
  const id = [me, messageId, epoch, key, state, card.approval?.hash].join(' ');
  const [failed, setFailed] = useState<{ id: string; failure: Failure } | null>(null);
  const [, setRead] = useState('');
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (known.has(id)) return;
    let shown = true;
    void waggle.command('call:read', { chatId, messageId, key }).then((reply) => {
      if (reply.ok) keep(id, reply.data);
      if (!shown) return;
      if (reply.ok) setRead(id);
      else setFailed({ id, failure: reply });
    });
    return () => {
      shown = false;
    };
  }, [waggle, id, chatId, messageId, key, attempt]);
  const again = useCallback(() => {
    setFailed(null);
    setAttempt((before) => before + 1);
  }, []);
  const call = known.get(id);
  if (call) return { kind: 'there', call };
  return failed?.id === id ? { kind: 'failed', failure: failed.failure, again } : { kind: 'loading' };
}
