import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { flushSync } from 'react-dom';

/** What is there under its title once somebody opens it; then it comes into view, as far as it fits. */
export function Folded({ title, children }: { title: string; children: () => ReactNode }) {
  const [opened, setOpened] = useState(false);
  return (
    <details
      className="group scroll-my-3"
      onToggle={(event) => {
        if (!event.currentTarget.open) return;
        flushSync(() => {
          setOpened(true);
        });
        event.currentTarget.scrollIntoView({ block: 'nearest' });
      }}
    >
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-1.5 rounded-control font-semibold pointer-coarse:min-h-11 [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden size={18} className="-ml-1 shrink-0 transition-transform group-open:rotate-90" />
        {title}
      </summary>
      {opened && <div className="mt-3 flex flex-col gap-4">{children()}</div>}
    </details>
  );
}
