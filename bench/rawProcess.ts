// Socket.IO with nothing on it, set up as Waggle's, in a process of its own; started by raw.ts.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSocketServer } from '../server/socket/server.ts';
import { answerParent } from './child.ts';
import { collectGarbage, watchLoad } from './load.ts';

const http = createServer();
const io = createSocketServer(http, () => true);
const load = watchLoad();

io.on('connection', (socket) => {
  const { rooms } = socket.handshake.auth as { rooms?: string[] };
  if (rooms) void socket.join(rooms);
  // The contract's types stand for Waggle's commands; this server knows two of its own.
  socket.onAny((name: string, input: unknown, acknowledge: (reply: unknown) => void) => {
    if (name === 'say') {
      const { room, data } = input as { room: string; data: never };
      io.to(room).emit('chat:changed', data);
    }
    acknowledge({ ok: true, data: input });
  });
});
await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));

type Stream = { room: string; messageId: string };

answerParent({
  url: () => `http://127.0.0.1:${String((http.address() as AddressInfo).port)}`,
  reset: () => load.reset(),
  read: () => load.read(),
  settled: () => {
    collectGarbage();
    return load.read();
  },
  /** Sends each stream's text in pieces of this many characters, one per interval. */
  async stream({ streams, text, size, everyMs }: { streams: Stream[]; text: string; size: number; everyMs: number }) {
    const one = async ({ room, messageId }: Stream): Promise<void> => {
      for (let offset = 0; offset < text.length; offset += size) {
        const delta = { chatId: room, messageId, epoch: 0, offset, text: text.slice(offset, offset + size) };
        io.to(room).emit('message:delta', delta);
        await new Promise((resolve) => setTimeout(resolve, everyMs));
      }
    };
    await Promise.all(streams.map(one));
  },
});
