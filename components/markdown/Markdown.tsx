'use client';
import { Component, memo, type ReactNode, useEffect, useMemo, useState } from 'react';
import type { MarkdownProps } from './markdownProps.ts';
import type { RichMarkdown } from './RichMarkdown.tsx';
import { isTangled } from './tangled.ts';

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

/** A message's text as markdown; plain in the same measure until the renderer's own chunk is there, or if it cannot. */
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
  const tangled = useMemo(() => isTangled(props.text), [props.text]);
  const asItIs = <div className="markdown whitespace-pre-wrap">{props.text}</div>;
  if (!Rich || tangled) return asItIs;
  return (
    <Otherwise shown={asItIs}>
      <Rich {...props} />
    </Otherwise>
  );
});

/** One text that cannot be drawn must not take the whole screen with it. */
class Otherwise extends Component<{ shown: ReactNode; children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render() {
    return this.state.failed ? this.props.shown : this.props.children;
  }
}
