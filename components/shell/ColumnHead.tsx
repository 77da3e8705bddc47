import type { ReactNode } from 'react';
import { Logo } from '../ui/Logo.tsx';

/** The head of the left column. */
export function ColumnHead({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="flex min-h-14 items-center gap-1 py-2 pr-2 pl-4">
      <Logo size={28} />
      <h1 className="ml-2 min-w-0 flex-1 truncate text-lg font-bold">{title}</h1>
      {children}
    </div>
  );
}
