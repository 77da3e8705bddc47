import { once } from 'node:events';
import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { io as connect, type Socket as ClientSocket } from 'socket.io-client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { applyDelta, type LiveText } from '../../shared/delta.ts';
import { Delta } from '../../shared/message.ts';
import { newId } from '../../shared/ids.ts';
import { Live } from '../runs/live.ts';
import { LiveBoard } from '../runs/liveBoard.ts';
import { BACKLOG, backlogBytes, isBlocked } from './backlog.ts';
import { watchClogs } from './clog.ts';
import type { WaggleServer, WaggleSocket } from './io.ts';
import { openRoom } from './rooms.ts';
import { Viewers } from './viewers.ts';

const [chatId, messageId] = [newId(), newId()];
const PIECE = 'x'.repeat(20_000);
const MOST_BYTES = 2_000_000;

let http: HttpServer;
let io: WaggleServer;
let viewers: Viewers;
let live: Live;
let mayView: boolean;
let clients: ClientSocket[];

beforeEach(async () => {
  http = createServer();
  io = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  mayView = true;
  clients = [];
  const board = new LiveBoard();
  viewers = new Viewers(io, board, () => mayView);
  live = new Live({ board, announce: (deltas) => viewers.show(deltas) });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
});
afterEach(async () => {
  live.close();
  for (const client of clients) client.disconnect();
  await io.close();
});

type Reader = { seen: LiveText; client: ClientSocket; socket: WaggleSocket; pause(): void; resume(): void };

async function join(): Promise<Reader> {
  const arrived = once(io, 'connection') as Promise<[WaggleSocket]>;
  const { port } = http.address() as AddressInfo;
  const client = connect(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  clients.push(client);
  const [socket] = await arrived;
  const stream = () => {
    const transport: unknown = client.io.engine.transport;
    return (transport as { ws: { pause(): void; resume(): void } }).ws;
  };
  const reader: Reader = {
    seen: { epoch: 0, text: '' },
    client,
    socket,
    pause: () => stream().pause(),
    resume: () => stream().resume(),
  };
  client.on('message:delta', (data: unknown) => {
    const outcome = applyDelta(reader.seen, Delta.parse(data));
    if (outcome.kind === 'hole') throw new Error(`a hole at ${outcome.from}`);
    if (outcome.kind === 'applied') reader.seen = outcome.live;
  });
  viewers.open(socket, chatId);
  return reader;
}

/** Everything that waits in this process for a reader. */
function waiting({ socket }: Reader): number {
  const stream: unknown = Reflect.get(socket.conn.transport, 'socket');
  const sent: unknown = Reflect.get(stream as object, 'bufferedAmount');
  return backlogBytes(socket.conn) + (typeof sent === 'number' ? sent : 0);
}

async function write(pieces: number): Promise<string> {
  live.begin({ chatId, messageId, epoch: 0, text: '' });
  for (let n = 0; n < pieces; n++) {
    live.write(messageId, PIECE);
    if (n % 20 === 0) await pause(1);
  }
  live.flush(messageId);
  return PIECE.repeat(pieces);
}

test('a reader that stopped costs little, holds up nobody, and is given the rest when it reads on', {
  timeout: 60_000,
}, async () => {
  const [slow, quick] = [await join(), await join()];
  slow.pause();
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, waiting(slow))), 5);
  const text = await write(1_500);
  clearInterval(watch);
  await expect.poll(() => quick.seen.text.length, { timeout: 20_000 }).toBe(text.length);
  expect(isBlocked(slow.socket.conn)).toBe(true);
  expect(slow.socket.rooms.has(openRoom(chatId))).toBe(false);
  expect(most).toBeLessThan(MOST_BYTES);
  slow.resume();
  await expect.poll(() => slow.seen.text.length, { timeout: 20_000 }).toBe(text.length);
  expect(slow.seen.text).toBe(text);
  expect(slow.socket.rooms.has(openRoom(chatId))).toBe(true);
  live.write(messageId, 'and on');
  await expect.poll(() => slow.seen.text.endsWith('and on')).toBe(true);
});

test('who may no longer see the chat is not let in again', { timeout: 60_000 }, async () => {
  const slow = await join();
  slow.pause();
  await write(1_500);
  expect(slow.socket.rooms.has(openRoom(chatId))).toBe(false);
  mayView = false;
  slow.resume();
  await expect.poll(() => isBlocked(slow.socket.conn)).toBe(false);
  expect(slow.socket.rooms.has(openRoom(chatId))).toBe(false);
});

test('a reader that takes nothing for long is dropped, one that keeps up is not', { timeout: 60_000 }, async () => {
  const stop = watchClogs(io, pino({ level: 'silent' }), { ...BACKLOG, stuckMs: 500 });
  const [slow, quick] = [await join(), await join()];
  const gone = once(slow.socket, 'disconnect');
  slow.pause();
  await write(1_500);
  await gone;
  expect(quick.socket.connected).toBe(true);
  expect(io.of('/').sockets.size).toBe(1);
  stop();
});

test('so is one for whom too much waits', { timeout: 60_000 }, async () => {
  const stop = watchClogs(io, pino({ level: 'silent' }), { ...BACKLOG, bytes: 100_000 });
  const slow = await join();
  const gone = once(slow.socket, 'disconnect');
  slow.pause();
  await write(1_500);
  await gone;
  stop();
});
