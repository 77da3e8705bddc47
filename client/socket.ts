import { io } from 'socket.io-client';
import * as z from 'zod/mini';
import type { CommandInput, CommandName, CommandOutput } from '../shared/command.ts';
import { PROTOCOL_VERSION } from '../shared/protocolVersion.ts';
import { type EventData, type EventName, events } from '../shared/event.ts';
import { Failure, type Reply } from '../shared/reply.ts';
import { createBackoff } from './backoff.ts';
import { unavailable, unreadable } from './failure.ts';
import { outputOf } from './outputOf.ts';
import type { Connection } from './state.ts';
import { warn } from './warn.ts';

/** How long a command may stay without an answer. */
const ANSWER_MS = 10_000;
/** How long a socket that claims to be up may take to prove it. */
const PROOF_MS = 3_000;

export type SocketOptions = {
  /** Where the server is; the page's own origin when empty. */
  url: string;
  /** Further headers of the handshake, for clients without cookies of their own. */
  headers?: Record<string, string> | undefined;
  /** First and longest wait between attempts to connect. */
  reconnectMs?: readonly [first: number, longest: number] | undefined;
};

export type SocketHandlers = {
  events: { [N in EventName]: (data: EventData<N>) => void };
  /** Something came that the contract does not know. */
  onUnreadable(): void;
  onConnection(connection: Connection): void;
  /** After every connect. */
  onUp(): void;
  /** The server refuses this session. */
  onSignedOut(): void;
};

export type Socket = {
  connect(): void;
  close(): void;
  isUp(): boolean;
  /** Resolves true as soon as it is up, false if it is not within this time. */
  up(withinMs: number): Promise<boolean>;
  command: SendCommand;
  /** Makes sure that the connection lives: true when it just proved it, else it is being made anew. */
  prove(): Promise<boolean>;
  /** Lets this connection go after `ms` and makes another. */
  renew(ms: number): void;
};

/** Asks now or fails with `unavailable`: nothing is kept for later. */
export type SendCommand = <N extends CommandName>(
  name: N,
  input: CommandInput<N>,
  timeoutMs?: number,
) => Promise<Reply<CommandOutput<N>>>;

/** The one connection to the server. Never buffers: what is asked while it is down is `unavailable`. */
export function createSocket(options: SocketOptions, handlers: SocketHandlers): Socket {
  const [first, longest] = options.reconnectMs ?? [1000, 30_000];
  const socket = io(options.url || undefined, {
    autoConnect: false,
    forceNew: true,
    auth: { protocol: PROTOCOL_VERSION },
    withCredentials: true,
    transports: ['websocket', 'polling'],
    tryAllTransports: true,
    timeout: 10_000,
    reconnectionDelay: first,
    reconnectionDelayMax: longest,
    randomizationFactor: 0.5,
    ...(options.headers && { extraHeaders: options.headers }),
  });
  const backoff = createBackoff(first, longest);
  const waiting = new Set<(up: boolean) => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wanted = false;

  function connectLater(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(reconnect, ms);
  }

  function reconnect(): void {
    clearTimeout(timer);
    if (!wanted) return;
    handlers.onConnection('connecting');
    socket.disconnect();
    socket.connect();
  }

  function settle(up: boolean): void {
    for (const resolve of waiting) resolve(up);
    waiting.clear();
  }

  socket.on('connect', () => {
    backoff.reset();
    handlers.onConnection('online');
    settle(true);
    handlers.onUp();
  });
  socket.on('disconnect', (reason) => {
    if (!wanted || reason === 'io client disconnect') return;
    handlers.onConnection('connecting');
    if (!socket.active) connectLater(backoff.next());
  });
  socket.on('connect_error', (error: Error & { data?: unknown }) => {
    if (!wanted) return;
    const refusal = z.safeParse(Failure, error.data);
    if (refusal.success && refusal.data.code === 'protocol') {
      wanted = false;
      handlers.onConnection('outdated');
      return;
    }
    handlers.onConnection('offline');
    if (refusal.success && refusal.data.code === 'signed-out') handlers.onSignedOut();
    if (!socket.active) connectLater(backoff.next(refusal.success ? refusal.data.retryAfterMs : 0));
  });
  for (const name of Object.keys(events) as EventName[]) {
    socket.on(name, (raw: unknown) => receive(name, raw));
  }

  function receive<N extends EventName>(name: N, raw: unknown): void {
    const parsed = z.safeParse(events[name] as unknown as z.ZodMiniType<EventData<N>>, raw);
    if (parsed.success) {
      handlers.events[name](parsed.data);
    } else {
      warn(`unreadable event ${name}`);
      handlers.onUnreadable();
    }
  }

  const command: SendCommand = async (name, input, timeoutMs = ANSWER_MS) => {
    let output = outputOf(name);
    if (output instanceof Promise) {
      // Before it is asked: what was done would else be answered with not knowing whether.
      try {
        output = await output;
      } catch {
        return unavailable('A part of the app could not be loaded.');
      }
    }
    if (!socket.connected) return unavailable('There is no connection to the server.');
    let raw: unknown;
    try {
      raw = await socket.timeout(timeoutMs).emitWithAck(name, input);
    } catch {
      // A connection can look open and lead nowhere.
      if (timeoutMs > PROOF_MS) void prove();
      return unavailable('The server did not answer.');
    }
    const reply = parseReply(name, output, raw);
    if (!reply.ok && reply.code === 'signed-out') handlers.onSignedOut();
    return reply;
  };

  async function prove(): Promise<boolean> {
    if (!wanted) return false;
    if (socket.connected) {
      const reply = await command('visibility:set', { visible: true }, PROOF_MS);
      if (reply.ok || reply.code !== 'unavailable') return true;
    }
    reconnect();
    return false;
  }

  function parseReply<T>(name: CommandName, output: z.ZodMiniType<T>, raw: unknown): Reply<T> {
    const reply = z.safeParse(z.union([z.object({ ok: z.literal(true), data: output }), Failure]), raw);
    if (reply.success) return reply.data;
    warn(`unreadable answer to ${name}`);
    return unreadable(name);
  }

  return {
    connect() {
      if (wanted) return;
      wanted = true;
      handlers.onConnection('connecting');
      socket.connect();
    },
    close() {
      wanted = false;
      clearTimeout(timer);
      settle(false);
      socket.disconnect();
    },
    isUp: () => socket.connected,
    up(withinMs) {
      if (socket.connected) return Promise.resolve(true);
      return new Promise((resolve) => {
        const done = (up: boolean): void => {
          clearTimeout(limit);
          waiting.delete(done);
          resolve(up);
        };
        const limit = setTimeout(() => done(false), withinMs);
        waiting.add(done);
      });
    },
    command,
    prove,
    renew: connectLater,
  };
}
