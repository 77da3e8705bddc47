import type { Socket } from 'socket.io';

type Connection = Socket['conn'];

/** Past these a socket gets no more deltas, or is dropped. */
export const BACKLOG = { packets: 64, bytes: 1_000_000, stuckMs: 10_000 };

/** The packets that wait in this process for the reader of a connection. */
function waiting(connection: Connection): readonly unknown[] {
  const buffer: unknown = Reflect.get(connection, 'writeBuffer');
  return Array.isArray(buffer) ? buffer : [];
}

/** Whether a reader is so far behind that passing news must not be queued for it. */
export function isClogged(connection: Connection): boolean {
  return waiting(connection).length > BACKLOG.packets;
}

/** Whether anything waits because the reader takes nothing at the moment. */
export function isBlocked(connection: Connection): boolean {
  return !connection.transport.writable && waiting(connection).length > 0;
}

/** About how many bytes wait. */
export function backlogBytes(connection: Connection): number {
  let bytes = 0;
  for (const packet of waiting(connection)) {
    const data: unknown = typeof packet === 'object' && packet !== null && 'data' in packet ? packet.data : undefined;
    if (typeof data === 'string' || data instanceof Uint8Array) bytes += data.length;
  }
  return bytes;
}

/** Whether so much waits that nothing more is worked out for this reader. */
export function isOverfull(connection: Connection): boolean {
  return backlogBytes(connection) >= BACKLOG.bytes;
}

/** Ends a connection without waiting for a reader that takes nothing. */
export function cutOff(connection: Connection): void {
  const stream: unknown = Reflect.get(connection.transport, 'socket');
  connection.close(true);
  if (isTerminable(stream)) stream.terminate();
}

function isTerminable(stream: unknown): stream is { terminate: () => void } {
  return typeof stream === 'object' && stream !== null && typeof Reflect.get(stream, 'terminate') === 'function';
}
