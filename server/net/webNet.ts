import { isTextType, WEB_AGENT, type WebAsking, type WebFailed, type WebNet } from '../../agents/tools/web/net.ts';
import { movedTo, NotFetched, openPublic, type Reach, readBody } from './fetchPublic.ts';

const AGENT = `Mozilla/5.0 (compatible; ${WEB_AGENT}/1.0)`;

/** The public web for agents' tools. */
export function createWebNet({ reach }: { reach?: Reach | undefined } = {}): WebNet {
  return {
    async get(address, asking) {
      const late = AbortSignal.timeout(asking.timeMs);
      const signal = AbortSignal.any([late, asking.signal]);
      try {
        return await get(address, asking, { signal, reach });
      } catch (error) {
        if (asking.signal.aborted) return { kind: 'failed', why: 'stopped' };
        return late.aborted ? { kind: 'failed', why: 'timeout' } : failedBy(error);
      }
    },
  };
}

async function get(
  address: string,
  { accept, maxBytes, cut }: WebAsking,
  { signal, reach }: { signal: AbortSignal; reach: Reach | undefined },
): ReturnType<WebNet['get']> {
  const asking = { accept, agent: AGENT, unpack: true, reach, signal };
  const { url, response } = await openPublic(URL.parse(address), asking);
  try {
    const to = movedTo(response, url);
    if (to !== undefined) return { kind: 'moved', to };
    const { statusCode: status = 0, headers } = response;
    if (status !== 200) return { kind: 'failed', why: 'status', status };
    const contentType = headers['content-type'] ?? '';
    if (!isTextType(contentType)) return { kind: 'failed', why: 'not-text', contentType };
    return { kind: 'fetched', contentType, ...(await readBody(response, { mostBytes: maxBytes, cut })) };
  } finally {
    response.destroy();
  }
}

/** A name that leads into our own network is told as one that leads nowhere, so that nobody learns what is there. */
function failedBy(error: unknown): WebFailed {
  if (!(error instanceof NotFetched)) return { kind: 'failed', why: 'unreachable' };
  switch (error.why) {
    case 'refused':
    case 'too-large':
      return { kind: 'failed', why: error.why };
    case 'packed':
    case 'redirects':
    case 'status':
    case 'type':
      return { kind: 'failed', why: 'unreachable' };
  }
}
