import { Parser } from 'htmlparser2';
import { cleanName } from '../../shared/text.ts';

/** What a page says of itself. */
export type PageFacts = { title: string; description: string; site: string; image: URL | undefined };

const TITLE = 300;
const DESCRIPTION = 500;
const SITE = 100;
const ADDRESS = 2000;

/** Reads the head of a page (Open Graph, else its title and description); undefined where it has no title. */
export function readPage(html: string, address: URL): PageFacts | undefined {
  const { meta, title } = headOf(html);
  const first = (...names: string[]) => names.map((name) => meta.get(name)).find((value) => value !== undefined);
  const shown = line(first('og:title', 'twitter:title') ?? title, TITLE);
  if (shown === '') return undefined;
  const image = first('og:image:secure_url', 'og:image', 'og:image:url', 'twitter:image', 'twitter:image:src');
  return {
    title: shown,
    description: line(first('og:description', 'twitter:description', 'description') ?? '', DESCRIPTION),
    site: line(first('og:site_name') ?? '', SITE) || address.hostname.replace(/^www\./, ''),
    image: image === undefined ? undefined : imageAt(image, address),
  };
}

function headOf(html: string): { meta: Map<string, string>; title: string } {
  const meta = new Map<string, string>();
  let title: string | undefined;
  let inTitle = false;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'body') parser.pause();
      inTitle = name === 'title' && title === undefined;
      if (inTitle) title = '';
      if (name !== 'meta') return;
      const key = (attributes.property ?? attributes.name)?.toLowerCase();
      const { content } = attributes;
      if (key !== undefined && content !== undefined && content.trim() !== '' && !meta.has(key)) meta.set(key, content);
    },
    ontext(text) {
      if (inTitle) title = `${title ?? ''}${text}`;
    },
    onclosetag(name) {
      if (name === 'title') inTitle = false;
    },
  });
  parser.write(html);
  return { meta, title: title ?? '' };
}

function line(text: string, longest: number): string {
  const clean = cleanName(text.slice(0, longest * 4));
  return clean.length <= longest
    ? clean
    : `${clean
        .slice(0, longest - 1)
        .toWellFormed()
        .trimEnd()}…`;
}

function imageAt(text: string, address: URL): URL | undefined {
  const url = text.length > ADDRESS ? null : URL.parse(text.trim(), address.href);
  return url !== null && /^https?:$/.test(url.protocol) ? url : undefined;
}

/** The text of a page in the encoding it says it has. */
export function decodePage(bytes: Uint8Array, contentType: string): string {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  const label =
    /charset\s*=\s*["']?([\w-]+)/i.exec(contentType)?.[1] ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return decoderOf(label).decode(bytes);
}

function decoderOf(label = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
