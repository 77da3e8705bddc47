import { parentPort, workerData } from 'node:worker_threads';
import { isModest } from './isModest.ts';
import { textOf } from './textOf.ts';

const SHORTEST_ARTICLE = 200;

const { html, base } = workerData as { html: string; base: string };

// First what is to be had in any case, should the rest take too long.
const plain = textOf(html, base);
parentPort?.postMessage({ page: plain, isLast: false });

async function readArticle() {
  if (!isModest(html) || plain.blocks.join('').length < SHORTEST_ARTICLE) return null;
  const { articleOf } = await import('./article.ts');
  return articleOf(html, base) ?? null;
}

parentPort?.postMessage({ page: await readArticle(), isLast: true });
