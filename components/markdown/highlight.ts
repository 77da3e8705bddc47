import { toJsxRuntime } from 'hast-util-to-jsx-runtime';
import type { createLowlight } from 'lowlight';
import type { ReactNode } from 'react';
import { Fragment, jsx, jsxs } from 'react/jsx-runtime';
import { later } from '../ui/later.ts';

export type Highlighter = ReturnType<typeof createLowlight>;

/** Longer code is shown plain: colouring it again on each token would hold up the page. */
const LONGEST = 20_000;

/** The common languages, in a chunk of their own. */
export const highlighter = later(() =>
  import('lowlight').then(({ common, createLowlight }): Highlighter => createLowlight(common)),
);

/** Code as coloured spans (`hljs-…`); plain where the language is not known. */
export function highlight(lowlight: Highlighter, code: string, language: string): ReactNode {
  if (!language || code.length > LONGEST || !lowlight.registered(language)) return code;
  return toJsxRuntime(lowlight.highlight(language, code), { Fragment, jsx, jsxs }) as ReactNode;
}
