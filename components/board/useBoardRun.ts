import { useEffect, useRef, useState } from 'react';
import type { ClientState } from '../../client/state.ts';
import type { BoardRun } from '../../shared/board.ts';
import type { Failure } from '../../shared/reply.ts';
import { useWaggle, useWaggleState } from '../shell/WaggleProvider.tsx';

/** So often at most a run that goes is read anew. */
const REST_MS = 250;

export type BoardRead = { board: BoardRun | null; failure: Failure | null };

/** A run as it stands, read anew whenever something of it changes; what was read stays until then. */
export function useBoardRun(chatId: string, runId: string): BoardRead {
  const waggle = useWaggle();
  const [read, setRead] = useState<BoardRead>({ board: null, failure: null });
  const stamp = useWaggleState((state) => stampOf(state, chatId, runId));
  const isUp = useWaggleState((state) => state.connection === 'online');
  const asked = useRef({ times: 0, answered: 0 });
  useEffect(() => {
    if (!isUp) return;
    const ask = () => {
      const time = (asked.current.times += 1);
      void waggle.command('run:read', { chatId, runId }).then((reply) => {
        // What changes all the while is shown all the same, only nothing older after something newer.
        if (time < asked.current.answered) return;
        asked.current.answered = time;
        setRead(({ board }) =>
          reply.ok ? { board: reply.data, failure: null } : { board, failure: board === null ? reply : null },
        );
      });
    };
    const timer = setTimeout(ask, asked.current.times === 0 ? 0 : REST_MS);
    return () => {
      clearTimeout(timer);
    };
  }, [waggle, chatId, runId, stamp, isUp]);
  return read;
}

/** Differs as soon as the run or one of its answers does; of what is not loaded nothing is known but the chat's version. */
function stampOf({ chats }: ClientState, chatId: string, runId: string): string {
  const chat = chats[chatId];
  const run = chat?.runs[runId];
  if (chat === undefined || run === undefined) return String(chat?.version ?? 0);
  const answers = run.answers.map(({ messageId }) => chat.messages[messageId]?.version ?? 0);
  return [run.version, ...answers].join(' ');
}
