import * as Radix from 'radix-ui/dropdown-menu';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Opened } from './threadUi.ts';
import { useThreadUi } from './ThreadUiProvider.tsx';

export type PopupProps = { opened: Extract<Opened, { at: unknown }>; label: string; children: ReactNode };

/** A menu at a point of the window. The focus returns to what opened it. */
export function Popup({ opened, label, children }: PopupProps) {
  const ui = useThreadUi();
  const content = useRef<HTMLDivElement>(null);
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
            const { opened: next, editing, replyTo } = ui.store.getState();
            if (next === null && editing === null && replyTo === null) opened.from?.focus();
          }}
          className="z-50 max-h-[var(--radix-dropdown-menu-content-available-height)] max-w-80 min-w-48 animate-pop-in overflow-y-auto rounded-xl border border-line bg-raised p-1 text-ink shadow-raised"
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
