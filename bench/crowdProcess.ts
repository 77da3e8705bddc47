// Sockets of clients in a process of their own; started by crowd.ts.
import { setTimeout as pause } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import { PROTOCOL_VERSION } from '../shared/protocolVersion.ts';
import type { Delta } from '../shared/message.ts';
import { answerParent } from './child.ts';
import type { CrowdHeard, CrowdSocket } from './crowd.ts';

const AT_A_TIME = 40;

const sockets: Socket[] = [];
let heard = 0;
let lastAt = 0;
let watched = '';
/** By socket and message: how much text came, and whether each piece stood where the one before ended. */
const texts = new Map<string, { text: string; broken: boolean }>();

async function join(url: string, wanted: CrowdSocket): Promise<void> {
  const socket = io(url, {
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION, rooms: wanted.open },
    extraHeaders: { origin: url, ...(wanted.cookie !== undefined && { cookie: wanted.cookie }) },
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const number = sockets.push(socket);
  socket.onAny((name: string, data: unknown) => {
    if (name === watched) {
      heard++;
      lastAt = performance.timeOrigin + performance.now();
    }
    if (name === 'message:delta') take(number, data as Delta);
  });
  if (wanted.cookie === undefined) return;
  await socket.emitWithAck('sync', { workspace: 0, user: 0, chats: {} });
  for (const chatId of wanted.open) await socket.emitWithAck('chat:open', { chatId });
}

function take(socket: number, { messageId, offset, text }: Delta): void {
  const key = `${String(socket)} ${messageId}`;
  const known = texts.get(key) ?? { text: '', broken: false };
  known.broken ||= known.text.length !== offset;
  known.text += text;
  texts.set(key, known);
}

answerParent({
  async join({ url, wanted }: { url: string; wanted: CrowdSocket[] }): Promise<void> {
    for (let at = 0; at < wanted.length; at += AT_A_TIME) {
      await Promise.all(wanted.slice(at, at + AT_A_TIME).map((one) => join(url, one)));
    }
  },
  /** Counts events of this name from now on. */
  watch(name: string): void {
    watched = name;
    heard = 0;
    texts.clear();
  },
  /** Resolves once so many were heard, or after `withinMs`. */
  async until({ events, withinMs }: { events: number; withinMs: number }): Promise<CrowdHeard> {
    const deadline = performance.now() + withinMs;
    while (heard < events && performance.now() < deadline) await pause(2);
    return { heard, lastAt };
  },
  /** How many streams came whole and in order, each as this text; with what is wrong of the others. */
  streams(expected: string): { whole: number; wrong: string[] } {
    const all = [...texts.values()];
    const wrong = all.filter(({ text, broken }) => broken || text !== expected);
    return {
      whole: all.length - wrong.length,
      wrong: wrong
        .slice(0, 3)
        .map(({ text, broken }) => `${String(text.length)} characters${broken ? ', out of order' : ''}`),
    };
  },
});
