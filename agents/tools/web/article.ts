import { Readability } from '@mozilla/readability';
import { parseHTML } from 'linkedom';
import { seenLine } from './outside.ts';
import { isHidden, type PageText, textOf } from './textOf.ts';

/** Less than this and it is a piece of navigation. */
const SHORTEST = 200;

/**
 * Reads the article of a page, without what stands around it; undefined where it has none. It can take
 * seconds even for a modest page, so it is run where it can be ended.
 */
export function articleOf(html: string, base: string): Omit<PageText, 'unseen'> | undefined {
  const { document } = parseHTML(html);
  // Readability forgets styles, and with them what they hid.
  for (const element of document.querySelectorAll('[style], [hidden], [aria-hidden]')) {
    const attributes = Object.fromEntries([...element.attributes].map(({ name, value }) => [name, value]));
    if (isHidden(element.localName, attributes)) element.remove();
  }
  const article = new Readability(document).parse();
  if (article?.content == null || (article.textContent ?? '').trim().length < SHORTEST) return undefined;
  const { blocks, cut } = textOf(article.content, base);
  return { title: seenLine(article.title ?? '', 200), blocks, cut };
}
