import type { FileVariant } from '../../shared/attachment.ts';
import type { FileRow } from '../store/files.ts';

type Served = Pick<FileRow, 'id' | 'name' | 'kind' | 'mime'>;

/** Kinds a browser may show by itself; nothing of them runs. Everything else is only ever saved. */
const SHOWN = new Set(['image', 'video', 'audio', 'voice', 'pdf']);

/**
 * What goes along with a file's bytes. Nothing in them can run: the type is what was found in them and not to be guessed
 * at, and if it were, in a page without an origin, without scripts and without anything from elsewhere.
 */
export function fileHeaders({ id, name, kind, mime }: Served, variant?: FileVariant) {
  const type = variant === undefined ? typeOf(kind, mime) : 'image/webp';
  const isShown = SHOWN.has(kind);
  // Our own page may frame a document to show it.
  const framed = kind === 'pdf';
  return {
    'content-type': type,
    'content-disposition': `${isShown ? 'inline' : 'attachment'}; ${namesOf(variant === undefined ? name : `${name}.webp`)}`,
    'content-security-policy': `default-src 'none'; sandbox; frame-ancestors ${framed ? "'self'" : "'none'"}`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': framed ? 'SAMEORIGIN' : 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'private, max-age=31536000, immutable',
    etag: `"${id}${variant === undefined ? '' : `-${variant}`}"`,
    'accept-ranges': 'bytes',
  };
}

function typeOf(kind: string, mime: string): string {
  if (kind === 'text') return 'text/plain; charset=utf-8';
  return SHOWN.has(kind) ? mime : 'application/octet-stream';
}

/** The name as RFC 6266 has it: in plain letters for who knows no others, and in full (RFC 5987). */
function namesOf(name: string): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%;]/g, '_');
  const full = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `filename="${plain}"; filename*=UTF-8''${full}`;
}
