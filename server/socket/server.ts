import type { IncomingMessage, Server as HttpServer } from 'node:http';
import { Server } from 'socket.io';
import type { IsOwnOrigin } from '../http/origin.ts';
import type { WaggleServer } from './io.ts';

export const SOCKET_PATH = '/socket.io/';

/** Largest message of a client. */
const MESSAGE_BYTES = 1_000_000;
/** So long a connection may take to say who it is. */
const GREETING_MS = 15_000;

/** Makes the server of the sockets, on the port of the pages. Without an HTTP server nobody can connect. */
export function createSocketServer(http: HttpServer | undefined, isOwnOrigin: IsOwnOrigin): WaggleServer {
  const io: WaggleServer = new Server(http, {
    path: SOCKET_PATH,
    serveClient: false,
    maxHttpBufferSize: MESSAGE_BYTES,
    connectTimeout: GREETING_MS,
    perMessageDeflate: false,
    httpCompression: false,
    transports: ['websocket', 'polling'],
    // Other upgrades on this port are somebody else's affair.
    destroyUpgrade: false,
    allowRequest: (request, decide) => decide(null, mayConnect(request, isOwnOrigin)),
  });
  if (http !== undefined) {
    io.engine.on('headers', (headers: Record<string, string>) => {
      headers['x-content-type-options'] = 'nosniff';
      headers['cache-control'] = 'no-store';
    });
  }
  return io;
}

/** Pages of other origins are kept out. Browsers name no origin where a page reads from its own. */
function mayConnect(request: IncomingMessage, isOwnOrigin: IsOwnOrigin): boolean {
  const { origin, upgrade } = request.headers;
  if (origin !== undefined) return isOwnOrigin(request.headers);
  const site = request.headers['sec-fetch-site'];
  return upgrade === undefined && request.method === 'GET' && (site === undefined || site === 'same-origin');
}
