import { useEffect, useState } from 'react';
import { selectThinking } from '../../client/select/thinking.ts';
import { watchThought } from '../../client/watchThought.ts';
import type { Message } from '../../shared/message.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

/** What a model tells of its thinking for an answer: as it thinks, afterwards what is kept of it. */
export function useThought(message: Message): { text: string; failure: Failure | null } {
  const { id: messageId, chatId, epoch, status } = message;
  const waggle = useWaggle();
  const [text, setText] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const streaming = status === 'streaming';
  // Each of these may mean that it is told from somewhere else from now on.
  const source = useWaggleState((state) => `${state.connection} ${String(selectThinking(state, message))} ${epoch}`);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is watched anew as where it comes from changes
  useEffect(
    () => (streaming ? watchThought(waggle, { chatId, messageId }, setText) : undefined),
    [waggle, chatId, messageId, streaming, source],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: another answer in the same bubble has other thoughts
  useEffect(() => {
    if (streaming) return undefined;
    let shown = true;
    void waggle.command('thought:read', { chatId, messageId }).then((reply) => {
      if (!shown) return;
      setFailure(reply.ok ? null : reply);
      if (reply.ok) setText(reply.data.text);
    });
    return () => {
      shown = false;
    };
  }, [waggle, chatId, messageId, streaming, epoch]);
  return { text, failure };
}
