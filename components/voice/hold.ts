/** How a recording is held: by a finger on the microphone, or by itself. */
export type Hold = { kind: 'held'; x: number; y: number } | { kind: 'locked' };

export type HoldOutcome = Hold | { kind: 'cancelled' } | { kind: 'sent' };

/** So far to the side and it is thrown away, so far up and it goes on by itself. */
export const CANCEL_PX = 110;
export const LOCK_PX = 70;
/** Shorter than this is a press, which starts a recording that is not held. */
const PRESS_MS = 350;

/** The finger is so far from where it went down; towards the line's beginning cancels. */
export function moved(hold: Hold, by: { x: number; y: number }, rightToLeft = false): HoldOutcome {
  if (hold.kind === 'locked') return hold;
  const back = rightToLeft ? by.x : -by.x;
  if (back > CANCEL_PX && back > -by.y) return { kind: 'cancelled' };
  if (-by.y > LOCK_PX) return { kind: 'locked' };
  return { kind: 'held', x: by.x, y: by.y };
}

/** The finger is gone after this time. */
export function released(hold: Hold, afterMs: number): HoldOutcome {
  if (hold.kind === 'locked') return hold;
  return afterMs < PRESS_MS ? { kind: 'locked' } : { kind: 'sent' };
}
