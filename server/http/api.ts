import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { matchedRoutes } from 'hono/route';
import type { IncomingMessage } from 'node:http';
import type { BlockList } from 'node:net';
import type { Logger } from 'pino';
import type { Visitor } from '../auth/visitor.ts';
import { Refusal } from '../refusal.ts';
import { clientAddress } from './clientAddress.ts';
import type { IsOwnOrigin } from './origin.ts';
import { failureOf, statusOf } from './reply.ts';
import type { Answer, Asked, Passage, Route } from './route.ts';

type Ask = Context<{ Bindings: HttpBindings }>;

type Parts = {
  routes: readonly Route[];
  passages?: readonly Passage[];
  isOwnOrigin: IsOwnOrigin;
  trusted: BlockList;
  logger: Pick<Logger, 'debug' | 'error'>;
};

/** Longest body of a request, and so long it may take to come. */
const BODY_BYTES = 64 * 1024;
const BODY_MS = 60_000;
/** Methods that change nothing. */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * Answers everything under /api, each time with a `Reply`. What changes something must be JSON from our own page: no
 * foreign page can send that without asking first, and nobody answers it when it asks.
 */
export function createApi({ routes, passages = [], isOwnOrigin, trusted, logger }: Parts) {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(async (c, next) => {
    const began = performance.now();
    await next();
    // The path as the routes write it: what stands in its place may be a secret.
    const route = matchedRoutes(c).at(-1)?.path;
    logger.debug(
      { method: c.req.method, route, status: c.res.status, ms: Math.round(performance.now() - began) },
      'http',
    );
  });

  for (const route of routes) {
    app.on(route.method, route.path, async (c) => {
      if (route.method === 'POST') requireOwnJson(c, isOwnOrigin);
      const body = route.method === 'POST' ? await readJson(c) : undefined;
      const asked: Asked = {
        visitor: visitorOf(c, trusted),
        body,
        params: c.req.param(),
        query: c.req.query(),
      };
      const answer = await route.answer(asked);
      return answer instanceof Response ? answer : reply(c, answer);
    });
  }
  for (const { paths, answer } of passages) {
    app.on('ALL', [...paths], (c) => {
      if (!SAFE.has(c.req.method)) requireOwnOrigin(c, isOwnOrigin);
      return answer(c.req.raw, visitorOf(c, trusted));
    });
  }
  for (const [path, allowed] of methodsByPath(routes)) {
    const others = METHODS.filter((method) => !allowed.includes(method));
    app.on(others, path, (c) => {
      c.header('allow', allowed.join(', '));
      return c.json(new Refusal('bad-input', `This is asked by ${allowed.join(' or ')}.`).toFailure(), 405);
    });
  }

  app.notFound((c) => send(c, new Refusal('not-found', 'There is no such route.', { reason: 'route' })));
  app.onError((error, c) => send(c, error));

  function send(c: Ask, error: unknown): Response {
    const { failure, isFault } = failureOf(error);
    if (isFault) logger.error({ err: error, method: c.req.method }, 'a request failed');
    if (failure.retryAfterMs !== undefined) c.header('retry-after', String(Math.ceil(failure.retryAfterMs / 1000)));
    c.header('cache-control', 'no-store');
    return c.json(failure, statusOf(failure));
  }

  return getRequestListener((request, env) => app.fetch(request, env), {
    overrideGlobalObjects: false,
  });
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const paths = [...new Set(routes.map((route) => route.path))];
  return new Map(
    paths.map((path) => [path, routes.filter((route) => route.path === path).map(({ method }) => method)]),
  );
}

function requireOwnOrigin(c: Ask, isOwnOrigin: IsOwnOrigin): void {
  const origin = c.req.header('origin');
  const host = c.req.header('host');
  if (!isOwnOrigin({ origin, host })) {
    throw new Refusal('forbidden', 'This is answered to its own page only. Behind a proxy, set WAGGLE_URL.', {
      reason: 'origin',
    });
  }
}

function requireOwnJson(c: Ask, isOwnOrigin: IsOwnOrigin): void {
  requireOwnOrigin(c, isOwnOrigin);
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') {
    throw new Refusal('bad-input', 'The body must be application/json.', { reason: 'content-type' });
  }
}

async function readJson(c: Ask): Promise<unknown> {
  const body = await readBody(c.env.incoming);
  try {
    return JSON.parse(body);
  } catch (error) {
    throw error instanceof SyntaxError ? new Refusal('bad-input', 'The body is no JSON.') : error;
  }
}

/** The body, whether its length was announced or not; what is too long is left unread. */
async function readBody(incoming: IncomingMessage): Promise<string> {
  const tooLarge = () => new Refusal('too-large', 'The request is too large.');
  if (Number(incoming.headers['content-length'] ?? 0) > BODY_BYTES) throw tooLarge();
  const pieces: Buffer[] = [];
  let bytes = 0;
  const late = setTimeout(() => incoming.destroy(), BODY_MS);
  try {
    // The connection is still needed for the answer.
    for await (const piece of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += piece.length;
      if (bytes > BODY_BYTES) throw tooLarge();
      pieces.push(piece);
    }
  } catch (error) {
    // Nobody is there to hear it any more; it is no fault of ours.
    throw incoming.complete || error instanceof Refusal
      ? error
      : new Refusal('bad-input', 'The body did not arrive in full.');
  } finally {
    clearTimeout(late);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function visitorOf(c: Ask, trusted: BlockList): Visitor {
  return {
    address: clientAddress(c.env.incoming.socket.remoteAddress, c.req.header('x-forwarded-for'), trusted),
    cookie: c.req.header('cookie'),
    userAgent: c.req.header('user-agent'),
  };
}

function reply(c: Ask, { data, cookies = [], status = 200 }: Answer): Response {
  for (const cookie of cookies) c.header('set-cookie', cookie, { append: true });
  c.header('cache-control', 'no-store');
  return c.json({ ok: true, data }, status);
}
