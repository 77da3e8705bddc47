import { type RefObject, useEffect, useReducer, useRef } from 'react';

/**
 * What stood in a place when somebody began to press there, until they let go; otherwise what stands there now. What is
 * pressed must not move away from under a finger: the press would be lost.
 */
export function useSteady<T>(value: T, place: RefObject<HTMLElement | null>): T {
  const latest = useRef(value);
  const held = useRef<{ value: T } | null>(null);
  const [, drawAnew] = useReducer((count: number) => count + 1, 0);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let frame = 0;
    // Nothing is drawn for it: that alone might put something else in the place of what is pressed.
    const handlePress = ({ isPrimary }: PointerEvent) => {
      cancelAnimationFrame(frame);
      if (isPrimary) held.current ??= { value: latest.current };
    };
    // The click comes after this.
    const handleRelease = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        const before = held.current;
        held.current = null;
        if (before !== null && before.value !== latest.current) drawAnew();
      });
    };
    element.addEventListener('pointerdown', handlePress);
    window.addEventListener('pointerup', handleRelease);
    window.addEventListener('pointercancel', handleRelease);
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener('pointerdown', handlePress);
      window.removeEventListener('pointerup', handleRelease);
      window.removeEventListener('pointercancel', handleRelease);
    };
  }, [place]);
  return held.current === null ? value : held.current.value;
}
