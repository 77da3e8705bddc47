import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The port can not be listened on; made for whoever starts the program. */
export class PortUnavailable extends Error {
  override readonly name = 'PortUnavailable';
}

/** Listens; the port it is, for 0 asks for any. Throws PortUnavailable. */
export async function listen(server: Server, port: number, host: string | undefined): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      reject(new PortUnavailable(explain(error, port, host), { cause: error }));
    };
    server.once('error', failed);
    server.listen({ port, host }, () => {
      server.off('error', failed);
      resolve();
    });
  });
  return (server.address() as AddressInfo).port;
}

function explain(error: NodeJS.ErrnoException, port: number, host: string | undefined): string {
  switch (error.code) {
    case 'EADDRINUSE':
      return `Port ${port} is taken by another program. Stop that one, or choose another port with PORT.`;
    case 'EACCES':
      return `Port ${port} may not be used by this account. Choose one above 1023 with PORT.`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `This machine has no address ${host ?? ''}. Set WAGGLE_HOST to one it has, or leave it out.`;
    default:
      return `Port ${port} can not be listened on: ${error.message}.`;
  }
}
