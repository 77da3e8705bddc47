import type { BlockList } from 'node:net';
import type { Logger } from 'pino';
import { z } from 'zod';
import { PROTOCOL_VERSION } from '../../shared/protocolVersion.ts';
import type { Failure } from '../../shared/reply.ts';
import type { Sessions } from '../auth/sessions.ts';
import { clientAddress } from '../http/clientAddress.ts';
import { failureOf } from '../http/reply.ts';
import { Refusal } from '../refusal.ts';
import type { WaggleServer, WaggleSocket } from './io.ts';
import { userRoom } from './rooms.ts';

/** Devices and tabs of one person that one process serves at a time. */
export const SOCKETS_EACH = 100;
const TRY_LATER_MS = 30_000;

const Greeting = z.object({ protocol: z.literal(PROTOCOL_VERSION) });

type Parts = { sessions: Pick<Sessions, 'find'>; trusted: BlockList; logger: Pick<Logger, 'error'> };

/** Lets in who is signed in and speaks our protocol; everybody else gets a `connect_error` with the Failure as its data. */
export function guardHandshake(io: WaggleServer, { sessions, trusted, logger }: Parts): void {
  async function establish(socket: WaggleSocket): Promise<void> {
    if (!Greeting.safeParse(socket.handshake.auth).success) {
      throw new Refusal('protocol', 'This page is of another version than the server.');
    }
    const { headers, address } = socket.handshake;
    const forwardedFor = headers['x-forwarded-for'];
    const person = await sessions.find({
      address: clientAddress(address, Array.isArray(forwardedFor) ? forwardedFor.join(',') : forwardedFor, trusted),
      cookie: headers.cookie,
      userAgent: headers['user-agent'],
    });
    if (person === undefined) throw new Refusal('signed-out', 'Sign in first.');
    if ((io.of('/').adapter.rooms.get(userRoom(person.userId))?.size ?? 0) >= SOCKETS_EACH) {
      throw new Refusal('rate-limited', 'You have Waggle open too often.', {
        reason: 'sockets',
        retryAfterMs: TRY_LATER_MS,
      });
    }
    socket.data = person;
  }

  io.use((socket, next) => {
    establish(socket).then(
      () => next(),
      (error: unknown) => {
        const { failure, isFault } = failureOf(error);
        if (isFault) logger.error({ err: error }, 'a handshake failed');
        next(new Rejection(failure));
      },
    );
  });
}

/** In the form in which Socket.IO hands data on to the client. */
class Rejection extends Error {
  readonly data: Failure;

  constructor(failure: Failure) {
    super(failure.code);
    this.data = failure;
  }
}
