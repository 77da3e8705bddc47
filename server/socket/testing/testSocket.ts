import { io } from 'socket.io-client';
import type { CommandInput, CommandName, CommandOutput } from '../../../shared/command.ts';
import type { EventData, EventName } from '../../../shared/event.ts';
import type { Reply } from '../../../shared/reply.ts';

type Heard = { name: string; data: unknown };

/** A client's socket that keeps everything it hears. */
export type TestSocket = {
  heard: Heard[];
  ask<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Reply<CommandOutput<N>>>;
  /** The data of the acknowledgement; throws where it is a refusal. */
  do<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** Sends anything, as no client of ours would. */
  raw(name: string, ...args: unknown[]): void;
  askRaw(name: string, ...args: unknown[]): Promise<Reply<unknown>>;
  eventsOf<N extends EventName>(name: N): EventData<N>[];
  onEvent(handler: (heard: Heard) => void): void;
  /** Resolves once everything told to this socket before is heard. */
  settle(): Promise<void>;
  readonly connected: boolean;
  close(): void;
};

const PATIENCE_MS = 15_000;

export async function connectTo(
  port: number,
  auth: Record<string, unknown>,
  extraHeaders: Record<string, string> = {},
): Promise<TestSocket> {
  const socket = io(`http://127.0.0.1:${port}`, {
    transports: ['websocket'],
    auth,
    extraHeaders,
    reconnection: false,
    forceNew: true,
  });
  const heard: Heard[] = [];
  const handlers: ((heard: Heard) => void)[] = [];
  socket.onAny((name: string, data: unknown) => {
    heard.push({ name, data });
    for (const handler of handlers) handler({ name, data });
  });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
  const askRaw = (name: string, ...args: unknown[]): Promise<Reply<unknown>> =>
    socket.timeout(PATIENCE_MS).emitWithAck(name, ...args) as Promise<Reply<unknown>>;

  return {
    heard,
    ask: (name, input) => askRaw(name, input) as Promise<Reply<CommandOutput<typeof name>>>,
    async do(name, input) {
      const reply = await askRaw(name, input);
      if (!reply.ok) throw new Error(`${name}: ${reply.code} ${reply.reason ?? ''} ${reply.message}`);
      return reply.data as CommandOutput<typeof name>;
    },
    raw: (name, ...args) => void socket.emit(name, ...args),
    askRaw,
    eventsOf: <N extends EventName>(name: N) =>
      heard.filter((event) => event.name === name).map((event) => event.data as EventData<N>),
    onEvent: (handler) => void handlers.push(handler),
    // The answer to a command comes after whatever was sent before it.
    settle: async () => {
      await askRaw('visibility:set', { visible: false });
    },
    get connected() {
      return socket.connected;
    },
    close: () => void socket.disconnect(),
  };
}
