import { type PointerEvent, useRef, useState } from 'react';

/** So long a finger rests before the menu opens, and so far it may stray meanwhile. */
const REST_MS = 500;
const STRAY = 10;
/** From here on letting go does something, and further than this nothing moves. */
const FAR = 72;
const FURTHEST = 96;

export type RowTouch = {
  /** How far the row is drawn aside, in pixels; left is negative. */
  aside: number;
  handlers: {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: (event: PointerEvent) => void;
    onPointerCancel: () => void;
    onClickCapture: (event: { preventDefault: () => void; stopPropagation: () => void }) => void;
  };
};

type Acts = { onRest: (at: { x: number; y: number }) => void; onLeft: () => void; onRight: () => void };

/** A finger on a row: resting opens its menu, drawing it to a side does what that side stands for. */
export function useRowTouch({ onRest, onLeft, onRight }: Acts): RowTouch {
  const [aside, setAside] = useState(0);
  const begun = useRef<{ x: number; y: number; timer: number; moves: boolean } | null>(null);
  // What was a gesture is no tap, too.
  const swallows = useRef(false);

  const end = () => {
    if (begun.current) clearTimeout(begun.current.timer);
    begun.current = null;
    setAside(0);
  };
  return {
    aside,
    handlers: {
      onPointerDown(event) {
        swallows.current = false;
        if (event.pointerType !== 'touch' || !event.isPrimary) return;
        const at = { x: event.clientX, y: event.clientY };
        const timer = window.setTimeout(() => {
          end();
          swallows.current = true;
          onRest(at);
        }, REST_MS);
        begun.current = { ...at, timer, moves: false };
      },
      onPointerMove(event) {
        const from = begun.current;
        if (!from) return;
        const [x, y] = [event.clientX - from.x, event.clientY - from.y];
        if (!from.moves && Math.hypot(x, y) < STRAY) return;
        clearTimeout(from.timer);
        if (!from.moves && Math.abs(y) > Math.abs(x)) {
          end();
          return;
        }
        from.moves = true;
        setAside(Math.max(-FURTHEST, Math.min(FURTHEST, x)));
      },
      onPointerUp() {
        const moved = begun.current?.moves === true;
        const far = aside;
        end();
        if (!moved) return;
        swallows.current = true;
        if (far <= -FAR) onLeft();
        else if (far >= FAR) onRight();
      },
      onPointerCancel: end,
      onClickCapture(event) {
        if (!swallows.current) return;
        swallows.current = false;
        event.preventDefault();
        event.stopPropagation();
      },
    },
  };
}
