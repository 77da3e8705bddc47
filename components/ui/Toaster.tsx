'use client';
import { CircleAlert, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { cx } from './cx.ts';
import { IconButton } from './IconButton.tsx';
import { closeAllToasts, closeToast, type Toast, toasts } from './toasts.ts';

/** Shows the toasts, above everything, read out politely. */
export function Toaster({ closeLabel }: { closeLabel: string }) {
  const shown = useStore(toasts, (state) => state.shown);
  useEffect(() => {
    addEventListener('pagehide', closeAllToasts);
    return () => {
      removeEventListener('pagehide', closeAllToasts);
    };
  }, []);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed inset-x-0 bottom-[calc(4.5rem+env(safe-area-inset-bottom))] z-60 flex flex-col items-center gap-2 px-3"
    >
      {shown.map((toast) => (
        <Card key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </div>
  );
}

function Card({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  // Whoever points at it or has the focus in it is still reading.
  const [held, setHeld] = useState(false);
  const { id, lasts } = toast;
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => {
      closeToast(id, 'gone');
    }, lasts);
    return () => {
      clearTimeout(timer);
    };
  }, [held, id, lasts]);
  return (
    <div
      onPointerEnter={() => {
        setHeld(true);
      }}
      onPointerLeave={() => {
        setHeld(false);
      }}
      onFocus={() => {
        setHeld(true);
      }}
      onBlur={() => {
        setHeld(false);
      }}
      className="pointer-events-auto flex max-w-md animate-rise-in items-center gap-2 rounded-xl bg-[light-dark(#2a251d,#f3efe7)] py-1 pr-1 pl-4 text-[light-dark(#f9f5ed,#1f1b15)] shadow-raised"
    >
      {toast.kind === 'failure' && (
        <CircleAlert aria-hidden size={18} className="shrink-0 text-[light-dark(#ff9a9a,#b91c1c)]" />
      )}
      {/* What leads somewhere tells only enough to know whether one wants to go there. */}
      <p className={cx('my-2 min-w-0 flex-1', toast.action && 'line-clamp-3')}>{toast.text}</p>
      {toast.action && (
        <button
          type="button"
          onClick={() => {
            closeToast(id, 'action');
          }}
          className="min-h-9 shrink-0 rounded-lg px-3 font-semibold text-[light-dark(#fbbf24,#92400e)] hover:bg-white/10 focus-visible:outline-current pointer-coarse:min-h-11"
        >
          {toast.action.label}
        </button>
      )}
      <IconButton
        icon={X}
        label={closeLabel}
        size="small"
        onClick={() => {
          closeToast(id, 'gone');
        }}
        className="text-inherit! hover:bg-white/10! focus-visible:outline-current"
      />
    </div>
  );
}
