import type { WaggleSocket } from './io.ts';

/** Makes the link to a path of ours that the person behind a socket can pass on. */
export type LinkTo = (socket: WaggleSocket, path: string) => string;

/** Links begin with the public address or, without one, with the address under which the person is here. */
export function linkTo(publicUrl: string | undefined): LinkTo {
  return (socket, path) => {
    const { origin, host } = socket.handshake.headers;
    return `${publicUrl ?? origin ?? `http://${host ?? 'localhost'}`}${path}`;
  };
}
