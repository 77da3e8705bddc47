import { X } from 'lucide-react';
import * as Radix from 'radix-ui/dialog';
import type { ReactNode } from 'react';
import { cx } from './cx.ts';
import { DialogContent } from './DialogContent.tsx';
import { IconButton } from './IconButton.tsx';

export type DialogProps = {
  open: boolean;
  title: string;
  /** One sentence below the title. */
  description?: string;
  closeLabel: string;
  onClose: () => void;
  children?: ReactNode;
  /** Stays at the bottom while the content scrolls. */
  footer?: ReactNode;
  size?: 'narrow' | 'normal' | 'wide';
  /** `alertdialog` for a question that must be answered. */
  role?: 'dialog' | 'alertdialog';
};

/** In the middle of wide screens, a sheet from below on phones. Focus stays inside and returns where it came from. */
export function Dialog({
  open,
  title,
  description,
  closeLabel,
  onClose,
  children,
  footer,
  size = 'normal',
  role = 'dialog',
}: DialogProps) {
  return (
    <Radix.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) onClose();
      }}
    >
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-50 animate-fade-in bg-scrim" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-end justify-center md:items-center md:p-6">
          <DialogContent
            role={role}
            {...(description === undefined ? { 'aria-describedby': undefined } : {})}
            className={cx(
              'pointer-events-auto flex max-h-[92dvh] w-full flex-col bg-panel text-ink shadow-raised outline-none',
              'safe-bottom animate-rise-in rounded-t-2xl md:max-h-[85dvh] md:animate-pop-in md:rounded-2xl md:pb-0',
              // There title and footer would leave no room to what is between.
              'low:overflow-y-auto',
              { narrow: 'md:max-w-sm', normal: 'md:max-w-lg', wide: 'md:max-w-3xl' }[size],
            )}
          >
            <div className="flex items-start gap-2 pt-3 pr-2 pl-5 md:pt-4 md:pr-3 md:pl-6">
              <div className="min-w-0 flex-1 pt-2 pb-2">
                <Radix.Title className="text-lg font-semibold">{title}</Radix.Title>
                {description !== undefined && (
                  <Radix.Description className="mt-1 text-muted">{description}</Radix.Description>
                )}
              </div>
              <Radix.Close asChild>
                <IconButton icon={X} label={closeLabel} />
              </Radix.Close>
            </div>
            {children !== undefined && (
              <div className="min-h-0 flex-1 overflow-y-auto px-5 pt-2 pb-5 md:px-6 low:flex-none low:overflow-visible">
                {children}
              </div>
            )}
            {footer !== undefined && (
              <div className="flex flex-wrap justify-end gap-2 border-t border-line px-5 py-3 max-md:[&>button]:grow md:px-6">
                {footer}
              </div>
            )}
          </DialogContent>
        </div>
      </Radix.Portal>
    </Radix.Root>
  );
}
