import type { Delta } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import { Live } from './live.ts';
import type { LiveBoard } from './liveBoard.ts';
import { LiveThoughts, type ThoughtViewers } from './liveThoughts.ts';
import { Mirror } from './mirror.ts';

/** The texts being written, here and elsewhere, and what is thought for them. */
export type LiveTexts = {
  board: LiveBoard;
  live: Live;
  mirror: Mirror;
  thoughts: LiveThoughts;
  /** Forgets an answer written here, and lets the others forget it: its text is stored. */
  end(messageId: string): void;
  close(): void;
};

/** `show` hands deltas to the viewers at this process; it does nothing where there are none. */
export function createLiveTexts(
  board: LiveBoard,
  {
    bus,
    show,
    thoughtViewers,
  }: {
    bus: Bus;
    show: (deltas: readonly Delta[]) => void;
    thoughtViewers: ThoughtViewers;
  },
): LiveTexts {
  const live: Live = new Live({
    board,
    announce(deltas) {
      show(deltas);
      mirror.publish(deltas);
    },
  });
  const mirror = new Mirror({ bus, board, live, show });
  const thoughts = new LiveThoughts({ bus, board, viewers: thoughtViewers });
  return {
    board,
    live,
    mirror,
    thoughts,
    end(messageId) {
      const epoch = board.get(messageId)?.epoch;
      live.end(messageId);
      thoughts.end(messageId);
      if (epoch !== undefined) mirror.publishEnd(messageId, epoch);
    },
    close() {
      live.close();
      mirror.close();
      thoughts.close();
    },
  };
}
