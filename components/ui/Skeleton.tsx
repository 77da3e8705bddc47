'use client';
import { useEffect, useState } from 'react';
import { cx } from './cx.ts';

/** Grey rows in place of a list; drawn only once loading has taken 300 ms, so that quick answers do not flicker. */
export function Skeleton({ rows = 6, label }: { rows?: number; label: string }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(true);
    }, 300);
    return () => {
      clearTimeout(timer);
    };
  }, []);
  return (
    <div role="status" className="flex flex-col">
      <span className="sr-only">{label}</span>
      {late &&
        Array.from({ length: rows }, (_, index) => (
          <div key={index} aria-hidden className="flex animate-breathe items-center gap-3 px-4 py-3">
            <div className="size-12 shrink-0 rounded-full bg-line" />
            <div className="flex flex-1 flex-col gap-2">
              <div className={cx('h-3 rounded bg-line', index % 2 === 0 ? 'w-2/5' : 'w-1/2')} />
              <div className={cx('h-3 rounded bg-line', index % 3 === 0 ? 'w-4/5' : 'w-2/3')} />
            </div>
          </div>
        ))}
    </div>
  );
}
