import type { ComponentProps } from 'react';
import { useT } from '../i18n/useT.ts';

type WithNode<T extends keyof React.JSX.IntrinsicElements> = ComponentProps<T> & { node?: unknown };

const SAFE = /^(?:https?:|mailto:|tel:)/i;

/** Opens elsewhere without handing over this page; anything but web, mail and phone addresses stays plain text. */
function Link({ node: _node, href, children, className: _className, ...rest }: WithNode<'a'>) {
  if (!href || !SAFE.test(href)) return <span>{children}</span>;
  return (
    <a {...rest} href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  );
}

/** A remote picture would tell its server who reads what and when, so only its description and address are shown. */
function Picture({ src, alt }: WithNode<'img'>) {
  const t = useT('markdown');
  const address = typeof src === 'string' && SAFE.test(src) ? src : null;
  const label = alt ? t('pictureOf', { alt }) : t('picture');
  if (!address) return <span className="text-muted">{label}</span>;
  return (
    <a href={address} target="_blank" rel="noopener noreferrer nofollow">
      {label}
    </a>
  );
}

/** Of a list of tasks: what is done and what is not. */
function Tick({ checked }: WithNode<'input'>) {
  const t = useT('markdown');
  return <input type="checkbox" disabled checked={checked ?? false} aria-label={t(checked ? 'ticked' : 'unticked')} />;
}

/** Tables scroll sideways within the bubble and keep their width while they grow. */
function Table({ node: _node, className: _className, children, ...rest }: WithNode<'table'>) {
  const t = useT('markdown');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="markdown-table" tabIndex={0} aria-label={t('table')}>
      <table {...rest} {...AUTO}>
        {children}
      </table>
    </section>
  );
}

/** A bubble is an article within the thread: its own headings begin at the third level. */
function heading(level: 3 | 4 | 5 | 6) {
  const Tag = `h${level}` as const;
  return function Heading({ node: _node, className: _className, children }: WithNode<'h1'>) {
    return <Tag>{children}</Tag>;
  };
}

/** Drops Streamdown's own classes and machinery in favour of `.markdown` in the style sheet. */
function plain<
  T extends 'p' | 'ul' | 'ol' | 'li' | 'blockquote' | 'hr' | 'strong' | 'em' | 'th' | 'td' | 'tr' | 'thead' | 'tbody',
>(Tag: T) {
  return function Plain({ node: _node, className: _className, ...rest }: WithNode<T> & { className?: string }) {
    const Any = Tag as React.ElementType;
    return <Any {...rest} {...(BY_DIRECTION.has(Tag) && AUTO)} />;
  };
}

/**
 * What has a side of its own, where bullets, bars and first columns stand: that of the first letters within, whatever the
 * language of the interface. Letters within anything that has a `dir` would not count, so lines take theirs by the style
 * sheet.
 */
const BY_DIRECTION: ReadonlySet<string> = new Set(['ul', 'ol', 'blockquote']);
const AUTO = { dir: 'auto' } as const;

/** How each markdown element is drawn; stable, so that finished blocks are not rendered again. */
export const elements = {
  a: Link,
  img: Picture,
  input: Tick,
  table: Table,
  h1: heading(3),
  h2: heading(3),
  h3: heading(4),
  h4: heading(5),
  h5: heading(6),
  h6: heading(6),
  p: plain('p'),
  ul: plain('ul'),
  ol: plain('ol'),
  li: plain('li'),
  blockquote: plain('blockquote'),
  hr: plain('hr'),
  strong: plain('strong'),
  em: plain('em'),
  thead: plain('thead'),
  tbody: plain('tbody'),
  tr: plain('tr'),
  th: plain('th'),
  td: plain('td'),
  inlineCode: ({ node: _node, className: _className, ...rest }: WithNode<'code'>) => <code {...rest} />,
};
