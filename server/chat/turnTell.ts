import type { Lanes } from './lanes.ts';
import type { Tell } from './tell.ts';

/**
 * Changes of a chat that are told together at most, and how long the first of them waits for the others: less than
 * anybody sees. One write for several frames costs a socket a quarter less than one for each (`npm run bench`, fan-out).
 */
const MOST = 8;
const LONGEST_MS = 20;

type Held = { acts: (() => void)[]; timer: ReturnType<typeof setTimeout> };

export type TurnTell = Tell & { flush(): void };

/**
 * Tells changes of a chat at once, unless more is waiting in the chat's lane: then those that follow closely are told
 * together, in order, so that each socket of a busy chat is written to once for several of them. With the lane's end
 * nothing is held any more: what waited there may have been no change.
 */
export function createTurnTell(tell: Tell, lanes: Pick<Lanes, 'isAwaited' | 'onIdle'>): TurnTell {
  const held = new Map<string, Held>();

  function flush(chatId: string): void {
    const waiting = held.get(chatId);
    if (waiting === undefined) return;
    held.delete(chatId);
    clearTimeout(waiting.timer);
    for (const act of waiting.acts) act();
  }

  function take(chatId: string, act: () => void): void {
    const waiting = held.get(chatId) ?? { acts: [], timer: setTimeout(() => flush(chatId), LONGEST_MS) };
    held.set(chatId, waiting);
    waiting.acts.push(act);
    if (waiting.acts.length >= MOST || !lanes.isAwaited(chatId)) flush(chatId);
  }

  lanes.onIdle(flush);

  return {
    ...tell,
    chatChanged: (change) => take(change.chatId, () => tell.chatChanged(change)),
    joined: (chatId, userIds) => take(chatId, () => tell.joined(chatId, userIds)),
    left: (chatId, userIds) => take(chatId, () => tell.left(chatId, userIds)),
    flush() {
      for (const chatId of [...held.keys()]) flush(chatId);
    },
  };
}
