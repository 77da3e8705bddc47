import type { ReactNode } from 'react';

export type EmptyStateProps = { picture?: ReactNode; title: string; text?: ReactNode; children?: ReactNode };

/** What stands where nothing is yet: says what belongs here and offers the first step. */
export function EmptyState({ picture, title, text, children }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-10 text-center">
      {picture}
      <h2 className="text-lg font-semibold">{title}</h2>
      {text != null && <p className="text-muted">{text}</p>}
      {children != null && <div className="mt-2 flex w-full flex-col items-center gap-2">{children}</div>}
    </div>
  );
}
