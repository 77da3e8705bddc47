import { useCallback } from 'react';
import { selectMentionables } from '../../client/select/route.ts';
import { selectText } from '../../client/select/thread.ts';
import type { ClientState } from '../../client/state.ts';
import type { Message } from '../../shared/message.ts';
import { Markdown } from '../markdown/Markdown.tsx';
import { useWaggleState } from '../shell/WaggleProvider.tsx';

/** A message's text; listens to its own deltas alone, so that only the bubble being written renders anew. */
export function StreamingText({ message, working }: { message: Message; working: React.ReactNode }) {
  const text = useWaggleState(useCallback((state: ClientState) => selectText(state, message), [message]));
  const mentionable = useWaggleState(
    useCallback((state: ClientState) => selectMentionables(state, message.chatId), [message.chatId]),
  );
  const streaming = message.status === 'streaming';
  if (streaming && text === '') return working;
  // What it cites is known once it ended; until then what may be a mark has the look of one.
  const citing = streaming && message.cards !== undefined;
  return (
    <Markdown
      {...{ text, streaming, mentionable, citing }}
      careful={message.senderKind === 'agent'}
      sources={message.sources}
    />
  );
}
