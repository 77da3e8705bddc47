import * as Radix from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import { DialogContent } from './DialogContent.tsx';

export type SheetProps = {
  open: boolean;
  /** Accessible name; the content draws its own head. */
  title: string;
  onClose: () => void;
  children: ReactNode;
};

/** A panel from the right over what is there; the whole screen on phones. */
export function Sheet({ open, title, onClose, children }: SheetProps) {
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <DialogContent
          aria-describedby={undefined}
          className="safe-top fixed inset-y-0 right-0 z-50 flex w-full animate-slide-in flex-col bg-panel pr-[env(safe-area-inset-right)] text-ink shadow-raised outline-none md:w-[360px]"
        >
          <Radix.Title className="sr-only">{title}</Radix.Title>
          {children}
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  );
}
