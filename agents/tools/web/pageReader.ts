import type { Extract } from './extract.ts';
import { getFollowing, type Kept } from './follow.ts';
import type { WebFailed, WebFetched, WebNet } from './net.ts';
import { hiddenIn } from '../../guard/hidden.ts';
import { seenLine, seenText } from './outside.ts';
import { passagesOf } from './passages.ts';
import type { Robots } from './robots.ts';

export type Page = {
  kind: 'page';
  url: string;
  title: string;
  passages: readonly string[];
  /** What stands on it that people do not see. */
  unseen: string;
  cut: boolean;
};

export type Unread = WebFailed | { kind: 'closed' } | { kind: 'unreadable' };

export type ReadPage = (address: string, signal: AbortSignal) => Promise<Page | Unread>;

const ACCEPT =
  'text/html, application/xhtml+xml, text/markdown, text/plain, application/json;q=0.9, text/*;q=0.8, */*;q=0.1';
const MOST_BYTES = 2 * 1024 * 1024;
const TIME_MS = 15_000;
const MOST_CHARACTERS = 500_000;
/** So that reading on needs no second visit, and goes on in the same text. */
const KEPT_PAGES = 30;
const KEPT_MS = 10 * 60_000;

/** Reads pages of the web as passages; `now` is in milliseconds since 1970. */
export function createPageReader({
  net,
  robots,
  extract,
  now,
}: {
  net: WebNet;
  robots: Robots;
  extract: Extract;
  now: () => number;
}): ReadPage {
  const kept = new Map<string, { page: Page; until: number }>();

  async function read(address: string, signal: AbortSignal): Promise<Page | Unread> {
    const asking = { accept: ACCEPT, maxBytes: MOST_BYTES, cut: true, timeMs: TIME_MS, signal };
    const answer = await getFollowing<Kept>(net, address, asking, (next) => robots(next, signal));
    return answer.kind === 'fetched' ? pageOf(answer, extract, signal) : answer;
  }

  return async (address, signal) => {
    const url = URL.parse(/^[a-z][a-z0-9+.-]*:/i.test(address.trim()) ? address : `https://${address.trim()}`);
    if (url === null) return { kind: 'failed', why: 'refused' };
    url.hash = '';
    const key = url.href;
    const known = kept.get(key);
    if (known !== undefined && known.until > now()) return known.page;
    const page = await read(key, signal);
    if (page.kind !== 'page') return page;
    kept.delete(key);
    kept.set(key, { page, until: now() + KEPT_MS });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_PAGES) break;
      kept.delete(oldest);
    }
    return page;
  };
}

async function pageOf(
  { url, contentType, bytes, cut }: WebFetched & { url: string },
  extract: Extract,
  signal: AbortSignal,
): Promise<Page | Unread> {
  if (isBinary(bytes)) return { kind: 'failed', why: 'not-text', contentType: isPdf(bytes) ? 'application/pdf' : '' };
  const text = decoded(bytes, contentType);
  const isPage =
    /^\s*(text\/html|application\/xhtml\+xml)/i.test(contentType) || (contentType === '' && looksLikePage(text));
  if (!isPage) {
    const seen = seenText(text);
    const blocks = seen.slice(0, MOST_CHARACTERS).split(/\n{2,}/);
    const isCut = cut || seen.length > MOST_CHARACTERS;
    return { kind: 'page', url, title: titleOf(url), passages: passagesOf(blocks), unseen: hiddenIn(text), cut: isCut };
  }
  const page = await extract(text, url, signal);
  if (page === undefined) return { kind: 'unreadable' };
  const passages = passagesOf(page.blocks.map(seenText).filter((block) => block.trim() !== ''));
  const title = page.title === '' ? titleOf(url) : page.title;
  return { kind: 'page', url, title, passages, unseen: page.unseen, cut: cut || page.cut };
}

function titleOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  return seenLine(hostname + (pathname === '/' ? '' : pathname), 200);
}

const looksLikePage = (text: string): boolean => /^\s*(<!doctype html|<html)/i.test(text.slice(0, 1000));
const isPdf = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, 5)).toString('latin1') === '%PDF-';

function isBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return isPdf(bytes) || (!isUtf16 && bytes.subarray(0, 1024).includes(0));
}

/** A text in the encoding it says it has. */
function decoded(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const marked = bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : undefined;
  const label =
    marked ??
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ??
    /<meta[^>]{0,200}charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    // An encoding nobody knows is read as the one nearly all have.
    return new TextDecoder().decode(bytes);
  }
}
