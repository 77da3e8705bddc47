import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { SOCKET_PATH } from './socket/server.ts';

type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>;

/** Socket.IO takes the upgrades of its own path by itself; of the others Next gets its own while there is one. */
export function routeUpgrades(http: Server, next: Upgrade | undefined): void {
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = request.url ?? '/';
    if (url.startsWith(SOCKET_PATH)) return;
    if (next !== undefined && url.startsWith('/_next/')) next(request, socket, head).catch(() => socket.destroy());
    else socket.destroy();
  });
}
