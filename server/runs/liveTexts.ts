import type { Delta } from '../../shared/message.ts';
import type { Bus } from '../bus/bus.ts';
import { Live } from './live.ts';
import type { LiveBoard } from './liveBoard.ts';
import { Mirror } from './mirror.ts';

/** The texts being written, here and elsewhere. */
export type LiveTexts = {
  board: LiveBoard;
  live: Live;
  mirror: Mirror;
  /** Forgets an answer written here, and lets the others forget it: its text is stored. */
  end(messageId: string): void;
  close(): void;
};

/** `show` hands deltas to the viewers at this process; it does nothing where there are none. */
export function createLiveTexts(
  board: LiveBoard,
  { bus, show }: { bus: Bus; show: (deltas: readonly Delta[]) => void },
): LiveTexts {
  const live: Live = new Live({
    board,
    announce(deltas) {
      show(deltas);
      mirror.publish(deltas);
    },
  });
  const mirror = new Mirror({ bus, board, live, show });
  return {
    board,
    live,
    mirror,
    end(messageId) {
      const epoch = board.get(messageId)?.epoch;
      live.end(messageId);
      if (epoch !== undefined) mirror.publishEnd(messageId, epoch);
    },
    close() {
      live.close();
      mirror.close();
    },
  };
}
