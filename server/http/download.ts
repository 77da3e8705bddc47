import { Readable } from 'node:stream';

/** What a page of somebody else's making may do if a browser should show it all the same: nothing. */
const POLICY = "default-src 'none'; sandbox";

/** An answer that the browser stores as a file of this name. */
export function download({ name, type, body }: { name: string; type: string; body: Readable }): Response {
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, {
    headers: {
      'content-type': type,
      'content-disposition': disposition(name),
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

/** With a plain name for who does not read the exact one (RFC 6266). */
function disposition(name: string): string {
  const safe = name.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]/gu, '_');
  const plain = safe.replace(/[^\x20-\x7e]/g, '_').replace(/%/g, '_');
  const exact = encodeURIComponent(safe).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${exact}`;
}
