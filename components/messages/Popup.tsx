import * as Radix from 'radix-ui/dropdown-menu';
import { type ReactNode, useEffect, useLayoutEffect, useRef } from 'react';
import { isNothingFocused } from '../ui/isNothingFocused.ts';
import type { Opened } from './threadUi.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

export type PopupProps = { opened: Extract<Opened, { at: unknown }>; label: string; children: ReactNode };

/** A menu at a point of the window. The focus returns to what opened it. */
export function Popup({ opened, label, children }: PopupProps) {
  const ui = useThreadUi();
  const content = useRef<HTMLDivElement>(null);
  // However it was opened, the focus comes from there, and goes back there when nothing comes in its place.
  useLayoutEffect(() => {
    opened.from?.focus({ preventScroll: true });
  }, [opened]);
  // Whoever uses the keyboard goes on from the first entry.
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const { current } = content;
      if (current?.matches(':focus-visible')) current.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  return (
    <Radix.Root
      open
      modal={false}
      onOpenChange={(open) => {
        // What was chosen may have opened the next thing in its place.
        if (!open && ui.store.getState().opened === opened) ui.close();
      }}
    >
      <Radix.Trigger asChild>
        <span aria-hidden className="fixed size-0" style={{ left: opened.at.x, top: opened.at.y }} />
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          ref={content}
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={label}
          aria-labelledby={undefined}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            if (ui.store.getState().opened === null && isNothingFocused()) opened.from?.focus({ preventScroll: true });
          }}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-[min(20rem,calc(100vw-1rem))] min-w-48 animate-pop-in overflow-y-auto rounded-xl border border-line bg-raised p-1 text-ink shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
