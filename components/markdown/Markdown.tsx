'use client';
import { memo, useEffect, useState } from 'react';
import type { MarkdownProps } from './markdownProps.ts';
import type { RichMarkdown } from './RichMarkdown.tsx';

let loaded: typeof RichMarkdown | null = null;
let loading: Promise<void> | null = null;

/** Fetches the markdown renderer's chunk ahead of need. */
export function preloadMarkdown(): Promise<void> {
  loading ??= import('./RichMarkdown.tsx').then(
    (chunk) => {
      loaded = chunk.RichMarkdown;
    },
    () => {
      loading = null;
    },
  );
  return loading;
}

/** A message's text as markdown; plain in the same measure until the renderer's own chunk is there. */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const [Rich, setRich] = useState(() => loaded);
  useEffect(() => {
    if (Rich) return;
    let shown = true;
    void preloadMarkdown().then(() => {
      if (shown && loaded) setRich(() => loaded);
    });
    return () => {
      shown = false;
    };
  }, [Rich]);
  if (!Rich) return <div className="markdown whitespace-pre-wrap">{props.text}</div>;
  return <Rich {...props} />;
});
