import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { createLowlight } from 'lowlight';
import type { ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';

export type Highlighter = ReturnType<typeof createLowlight>;

/** Longer code is shown plain: colouring it again on each token would hold up the page. */
const LONGEST = 20_000;

let loading: Promise<Highlighter | null> | null = null;

/** The highlighter with the common languages, in a chunk of its own; null where it can't be fetched (offline). */
export function loadHighlighter(): Promise<Highlighter | null> {
  loading ??= import('lowlight').then(
    ({ common, createLowlight }) => createLowlight(common),
    () => {
      loading = null;
      return null;
    },
  );
  return loading;
}

/** Code as coloured spans (`hljs-…`); plain where the language is not known. */
export function highlight(highlighter: Highlighter, code: string, language: string): ReactNode {
  if (!language || code.length > LONGEST || !highlighter.registered(language)) return code;
  return toJsxRuntime(highlighter.highlight(language, code), { Fragment, jsx, jsxs }) as ReactNode;
}
