'use client';
import { useMemo } from 'react';
import { defaultRehypePlugins, defaultUrlTransform, Streamdown, type StreamdownProps } from 'streamdown';
import type { Source } from '../../shared/toolCard.ts';
import { useT } from '../i18n/useT.ts';
import { Cite, Cited } from './Cite.tsx';
import { CodeBlock } from './CodeBlock.tsx';
import { Defused } from './Defused.tsx';
import { elements } from './elements.tsx';
import type { MarkdownProps } from './markdownProps.ts';
import { rehypeCitations } from './rehypeCitations.ts';
import { rehypeLinks } from './rehypeLinks.ts';
import { rehypeMentions } from './rehypeMentions.ts';

const components = { ...elements, pre: CodeBlock, cite: Cite, samp: Defused } as StreamdownProps['components'];
const noControls = false;
const nothing: readonly Source[] = [];

/**
 * Streamdown with our own elements. Its `rehype-raw` is left out on purpose: HTML in a text stays visible as the text
 * it is and never becomes elements. So is its `rehype-harden`, which puts English words in the place of addresses that
 * its sanitizer has taken away already; which ones lead anywhere is decided by our elements.
 */
export function RichMarkdown({
  text,
  streaming,
  mentionable,
  sources = nothing,
  citing = false,
  careful = false,
}: MarkdownProps) {
  const t = useT('markdown');
  const numbers = sources.map(({ number }) => number).join(',');
  const rehypePlugins = useMemo(
    () => [
      defaultRehypePlugins.sanitize,
      [rehypeLinks, { careful, known: sources.map(({ url }) => url) }],
      [rehypeMentions, mentionable],
      ...(citing || numbers !== '' ? [[rehypeCitations, citing ? null : numbers.split(',').map(Number)]] : []),
    ],
    [mentionable, citing, numbers, careful, sources],
  ) as NonNullable<StreamdownProps['rehypePlugins']>;
  const remarkRehypeOptions = useMemo(
    () => ({ footnoteLabel: t('footnotes'), footnoteBackLabel: '', footnoteBackContent: () => [] }),
    [t],
  );
  return (
    <Cited value={sources}>
      <Streamdown
        className="markdown"
        mode={streaming ? 'streaming' : 'static'}
        parseIncompleteMarkdown={streaming}
        components={components}
        controls={noControls}
        rehypePlugins={rehypePlugins}
        remarkRehypeOptions={remarkRehypeOptions}
        urlTransform={defaultUrlTransform}
        isAnimating={streaming}
      >
        {text}
      </Streamdown>
    </Cited>
  );
}
