import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Sheet } from '../ui/Sheet.tsx';
import { useThreadUi } from './ThreadUiProvider.tsx';

/** A sheet about one message, with its head. */
export function PanelSheet({ title, children }: { title: string; children: ReactNode }) {
  const tUi = useT('ui');
  const ui = useThreadUi();
  return (
    <Sheet open title={title} onClose={ui.close}>
      <div className="flex min-h-0 flex-1 flex-col">
        <div className="flex h-16 shrink-0 items-center gap-1 border-b border-line pr-2 pl-4">
          <h2 className="min-w-0 flex-1 truncate text-lg font-semibold">{title}</h2>
          <IconButton icon={X} label={tUi('close')} onClick={ui.close} />
        </div>
        <div className="safe-bottom min-h-0 flex-1 overflow-y-auto px-4 py-4">{children}</div>
      </div>
    </Sheet>
  );
}
