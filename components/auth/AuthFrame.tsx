import type { ReactNode } from 'react';
import { Logo } from '../ui/Logo.tsx';

/** The card in the middle of a page before one is in. */
export function AuthFrame({ title, text, children }: { title: string; text?: ReactNode; children?: ReactNode }) {
  return (
    <main className="honeycomb flex h-dvh overflow-y-auto p-4">
      <div className="m-auto flex w-full max-w-sm flex-col gap-5 rounded-2xl border border-line bg-panel px-5 py-7 shadow-raised sm:px-8">
        <div className="flex flex-col items-center gap-3 text-center">
          <Logo size={64} />
          <h1 className="text-2xl font-bold text-balance">{title}</h1>
          {text != null && <p className="text-pretty text-muted">{text}</p>}
        </div>
        {children}
      </div>
    </main>
  );
}
