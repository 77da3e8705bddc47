import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Encoding } from './encoding.ts';
import { type PageFile, readFiles } from './files.ts';
import { inlineScriptSources } from './policy.ts';

/** The screens: one static page, whichever path was asked for. */
export interface Page {
  /** Tells builds apart; empty while nothing is built. */
  readonly build: string;
  readonly isBuilt: boolean;
  readonly scriptSources: ReadonlySet<string>;
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

const SHELL = '/index.html';
/** Where the manifest has other apps send what is shared. */
const SHARE = '/share';
/** Files under it have their content's hash in their names. */
const HASHED = '/_next/static/';

/** Serves the page that was built into `folder`, as it is at this moment. */
export async function openPage(folder: string): Promise<Page> {
  const files = await readFiles(folder);
  const shell = files.get(SHELL);
  const html = [...files].filter(([path]) => path.endsWith('.html')).map(([, file]) => file.body.toString('utf8'));

  return {
    build: shell?.etag.replaceAll('"', '') ?? '',
    isBuilt: shell !== undefined,
    scriptSources: new Set(html.flatMap(inlineScriptSources)),
    async answer(request, response) {
      if (request.method === 'POST' && pathOf(request.url ?? '/') === SHARE) {
        // The worker takes what other apps share; without one yet there is nothing that could keep it.
        response.writeHead(303, { location: SHARE }).end();
        return;
      }
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        say(response, 405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' });
        return;
      }
      const path = pathOf(request.url ?? '/');
      const file = path === undefined ? undefined : files.get(path);
      if (file !== undefined) await send(request, response, file, path?.startsWith(HASHED) === true);
      else if (path === undefined || path.startsWith('/_next/')) say(response, 404, 'There is no such file.');
      else if (shell !== undefined) await send(request, response, shell, false);
      else say(response, 503, 'The page is not built yet. Start Waggle with: npm start');
    },
  };
}

/** The path that is asked for; undefined where it is none. */
function pathOf(url: string): string | undefined {
  try {
    return decodeURIComponent(url.split(/[?#]/)[0] ?? '/');
  } catch {
    return undefined;
  }
}

async function send(request: IncomingMessage, response: ServerResponse, file: PageFile, hashed: boolean) {
  const cacheControl = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
  const headers = { etag: file.etag, 'cache-control': cacheControl, vary: 'accept-encoding' };
  if (request.headers['if-none-match']?.includes(file.etag) === true) {
    response.writeHead(304, headers).end();
    return;
  }
  const encoding = accepted(request.headers['accept-encoding']);
  const encoded = encoding && (await file.encoded(encoding));
  const body = encoded ?? file.body;
  response.writeHead(200, {
    ...headers,
    ...(encoded && { 'content-encoding': encoding }),
    'content-type': file.type,
    'content-length': body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function accepted(header: string | string[] | undefined): Encoding | undefined {
  const offered = (typeof header === 'string' ? header : '').split(',').map((part) => part.trim());
  const takes = (name: string) =>
    offered.some((offer) => offer === name || (offer.startsWith(`${name};`) && !/q=0(\.0*)?$/.test(offer)));
  if (takes('br')) return 'br';
  return takes('gzip') ? 'gzip' : undefined;
}

function say(response: ServerResponse, status: number, words: string, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers });
  response.end(`${words}\n`);
}
