import { type RefObject, useLayoutEffect } from 'react';

/** As tall as its text, up to the limit its style sets. */
export function useGrowth(field: RefObject<HTMLTextAreaElement | null>, text: string) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text decides the height
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${String(element.scrollHeight + 2)}px`;
  }, [field, text]);
}
