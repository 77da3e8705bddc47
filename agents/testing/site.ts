import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answering = (request: IncomingMessage, response: ServerResponse) => void;

export type Site = {
  /** Without a slash at its end. */
  readonly url: string;
  /** What was asked for, oldest first. */
  readonly asked: readonly { path: string; headers: IncomingHttpHeaders }[];
  /** What is answered by path; 404 otherwise. */
  readonly pages: Map<string, Answering>;
  forget(): void;
  close(): Promise<void>;
};

/** A web server of somebody else's, on a port of its own. */
export async function startSite(host = '127.0.0.1'): Promise<Site> {
  const asked: { path: string; headers: IncomingHttpHeaders }[] = [];
  const pages = new Map<string, Answering>();
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push({ path, headers: request.headers });
    const answer = pages.get(path);
    if (answer === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not here');
    else answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    asked,
    pages,
    forget() {
      asked.length = 0;
      pages.clear();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A page that answers with this. */
export const serves =
  (body: string | Uint8Array, type = 'text/html; charset=utf-8', headers: Record<string, string> = {}): Answering =>
  (_request, response) =>
    void response.writeHead(200, { 'content-type': type, ...headers }).end(body);

/** A page that sends elsewhere. */
export const leadsTo =
  (to: string): Answering =>
  (_request, response) =>
    void response.writeHead(302, { location: to }).end();

/** A page that never ends, and says of itself how much of it was taken. */
export function endless(type: string, piece: Uint8Array, headers: Record<string, string> = {}) {
  let sent = 0;
  const answering: Answering = (_request, response) => {
    response.writeHead(200, { 'content-type': type, ...headers });
    const more = () => {
      let goesOn = true;
      while (goesOn && !response.destroyed) {
        goesOn = response.write(piece);
        sent += piece.length;
      }
    };
    response.on('drain', more);
    more();
  };
  return { answering, sent: () => sent };
}
