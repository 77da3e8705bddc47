import { useEffect, useState } from 'react';
import { midnight } from './listTime.ts';

const MINUTE_MS = 60_000;

/** Midnight of today; changes when a new day begins, also on a machine that slept through it. */
export function useToday(): number {
  const [today, setToday] = useState(() => midnight(Date.now()));
  useEffect(() => {
    const look = () => {
      setToday(midnight(Date.now()));
    };
    const timer = setInterval(look, MINUTE_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  return today;
}
