import { cx } from './cx.ts';

/** Three dots that breathe while an agent is at work; decorative, the words stand beside them. */
export function Dots({ className }: { className?: string }) {
  return (
    <span aria-hidden className={cx('flex gap-1', className)}>
      {[0, 1, 2].map((dot) => (
        <span
          key={dot}
          className="size-1.5 animate-breathe rounded-full bg-agent"
          style={{ animationDelay: `${String(dot * 200)}ms` }}
        />
      ))}
    </span>
  );
}
