import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';

/** Scripts that stand in the page itself, as `sha256-…` sources: they run without `unsafe-inline`. */
export function inlineScriptSources(html: string): string[] {
  const scripts = html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/gi);
  const inline = [...scripts].filter(([, attributes = '']) => !/\ssrc\s*=/i.test(attributes));
  return inline.map(([, , code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`);
}

type Settings = {
  scriptSources: Iterable<string>;
  /** Where people reach Waggle, if that was set. */
  publicUrl: string | undefined;
  /** Next's development page makes code from text and opens sockets of its own. */
  dev?: boolean;
};

/** What the browser lets our pages do; sent with every answer. */
export function securityHeaders({ scriptSources, publicUrl, dev = false }: Settings): OutgoingHttpHeaders {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...(dev ? ["'unsafe-inline'", "'unsafe-eval'"] : new Set(scriptSources))],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    // What was recorded or chosen and is still on its way.
    'media-src': ["'self'", 'blob:'],
    // A PDF, in the browser's own viewer.
    'frame-src': ['blob:'],
    // Not every Safari takes our own socket for 'self'.
    'connect-src': [
      "'self'",
      ...(publicUrl === undefined ? [] : [publicUrl.replace(/^http/, 'ws')]),
      ...(dev ? ['ws:'] : []),
    ],
    'worker-src': ["'self'"],
    'manifest-src': ["'self'"],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  };
  const isHttps = publicUrl?.startsWith('https:') === true;
  return {
    'content-security-policy': Object.entries(directives)
      .map(([name, sources]) => `${name} ${sources.join(' ')}`)
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(self), geolocation=(), payment=(), usb=(), browsing-topics=()',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(isHttps ? { 'strict-transport-security': 'max-age=31536000' } : {}),
  };
}
