import type { ReactNode } from 'react';

export type EmptyStateProps = {
  picture?: ReactNode;
  title: string;
  /** The heading's level; 1 where nothing else on the screen has a title. */
  level?: 1 | 2;
  text?: ReactNode;
  children?: ReactNode;
};

/** What stands where nothing is yet: says what belongs here and offers the first step. */
export function EmptyState({ picture, title, level = 2, text, children }: EmptyStateProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 px-6 py-10 text-center">
      {picture}
      <Heading className="text-lg font-semibold">{title}</Heading>
      {text != null && <p className="text-balance text-muted">{text}</p>}
      {children != null && <div className="mt-2 flex w-full flex-col items-center gap-2">{children}</div>}
    </div>
  );
}
