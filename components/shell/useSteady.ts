import { type RefObject, useEffect, useRef, useState } from 'react';

/**
 * What stood in a place when somebody began to press there, until they let go; otherwise what stands there now. What is
 * pressed must not move away from under a finger: the press would be lost.
 */
export function useSteady<T>(value: T, place: RefObject<HTMLElement | null>): T {
  const latest = useRef(value);
  const [held, setHeld] = useState<{ value: T } | null>(null);
  useEffect(() => {
    latest.current = value;
  }, [value]);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    let frame = 0;
    const handlePress = ({ isPrimary }: PointerEvent) => {
      cancelAnimationFrame(frame);
      if (isPrimary) setHeld({ value: latest.current });
    };
    // The click comes after this.
    const handleRelease = () => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => {
        setHeld(null);
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
  return held === null ? value : held.value;
}
