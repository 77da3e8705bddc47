import * as z from 'zod';
import { isModest } from './isModest.ts';
import { textOf } from './textOf.ts';

const SHORTEST_ARTICLE = 200;

const Input = z.object({ html: z.string(), base: z.string() });

process.on('disconnect', () => process.exit());
process.once('message', (message: unknown) => {
  const { html, base } = Input.parse(message);
  // First what is to be had in any case, should the rest take too long.
  const plain = textOf(html, base);
  process.send?.({ page: plain, isLast: false });
  void readArticle(html, base, plain.blocks.join('').length).then((article) => {
    const page = article === null ? null : { ...article, unseen: plain.unseen };
    process.send?.({ page, isLast: true });
  });
});

async function readArticle(html: string, base: string, length: number) {
  if (!isModest(html) || length < SHORTEST_ARTICLE) return null;
  const { articleOf } = await import('./article.ts');
  return articleOf(html, base) ?? null;
}
