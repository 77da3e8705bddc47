import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/**
 * The value, whose changes are drawn in a task of their own, right after the one that brought them. A deferred value of
 * React could wait for seconds while answers stream into a slow device.
 */
export function useOwnTask<T>(value: T): T {
  const [shown, show] = useState({ value });
  useEffect(() => {
    const timer = setTimeout(() => {
      flushSync(() => {
        show((before) => (before.value === value ? before : { value }));
      });
    }, 0);
    return () => {
      clearTimeout(timer);
    };
  }, [value]);
  return shown.value;
}
