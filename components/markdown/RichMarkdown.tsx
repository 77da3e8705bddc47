'use client';
import { useMemo } from 'react';
import { defaultRehypePlugins, defaultUrlTransform, Streamdown, type StreamdownProps } from 'streamdown';
import { CodeBlock } from './CodeBlock.tsx';
import { elements } from './elements.tsx';
import type { MarkdownProps } from './markdownProps.ts';
import { rehypeMentions } from './rehypeMentions.ts';

const components = { ...elements, pre: CodeBlock } as StreamdownProps['components'];
const noControls = false;

/**
 * Streamdown with our own elements. Its `rehype-raw` is left out on purpose: HTML in a text stays visible as the text
 * it is and never becomes elements.
 */
export function RichMarkdown({ text, streaming, mentionable }: MarkdownProps) {
  const rehypePlugins = useMemo(
    () => [defaultRehypePlugins.sanitize, defaultRehypePlugins.harden, [rehypeMentions, mentionable]],
    [mentionable],
  ) as NonNullable<StreamdownProps['rehypePlugins']>;
  return (
    <Streamdown
      className="markdown"
      mode={streaming ? 'streaming' : 'static'}
      parseIncompleteMarkdown={streaming}
      components={components}
      controls={noControls}
      rehypePlugins={rehypePlugins}
      urlTransform={defaultUrlTransform}
      isAnimating={streaming}
    >
      {text}
    </Streamdown>
  );
}
