'use client';
import { ArrowLeft } from 'lucide-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useT } from '../i18n/useT.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { medium, useMedia } from '../ui/useMedia.ts';
import { goUp } from './navigation.ts';

/** The head of what stands right of the column: on phones with a way back, where it also takes the focus. */
export function PaneHead({ title, children }: { title: string; children?: ReactNode }) {
  const words = useT('ui');
  const heading = useRef<HTMLHeadingElement>(null);
  const alone = !useMedia(medium);
  useEffect(() => {
    if (alone) heading.current?.focus();
  }, [alone, title]);
  return (
    <div className="flex min-h-14 items-center gap-1 border-b border-line bg-panel py-1.5 pr-2 pl-1 md:pl-6">
      <IconButton icon={ArrowLeft} label={words('back')} onClick={goUp} className="md:hidden" />
      <h1 ref={heading} tabIndex={-1} className="min-w-0 flex-1 truncate text-lg font-semibold">
        {title}
      </h1>
      {children}
    </div>
  );
}
