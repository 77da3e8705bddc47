import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { Server } from 'socket.io';
import { roster } from '../../../agents/roster/roster.ts';
import { commands } from '../../../shared/command.ts';
import { newId } from '../../../shared/ids.ts';
import type { Message } from '../../../shared/message.ts';
import { type BusLine, createInProcessBus } from '../../bus/inProcessBus.ts';
import type { StopAsked } from '../../chat/deletion.ts';
import { createMessaging, type Messaging } from '../../chat/messaging.ts';
import type { Tell } from '../../chat/tell.ts';
import { Refusal } from '../../refusal.ts';
import { onlyThese } from '../../roster/contacts.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { isMember } from '../../store/members.ts';
import { migrate } from '../../store/migrate.ts';
import type { PoolForm, TestPool } from '../../store/testing/poolForms.ts';
import { isAdmin } from '../../store/users.ts';
import { welcomeSocket } from '../connection.ts';
import type { Handlers } from '../edge.ts';
import type { WaggleServer } from '../io.ts';
import { messagingHandlers } from '../messaging.ts';
import { recoverOnResume } from '../resume.ts';
import { createTell } from '../tell.ts';
import { connectTo, type TestSocket } from './testSocket.ts';

export const silent = pino({ level: process.env.TEST_LOG ?? 'silent' });

/** One process of Waggle as far as messaging goes: sockets, chat and store; runs are only noted. */
export type Process = {
  messaging: Messaging;
  io: WaggleServer;
  port: number;
  /** Ids of the runs that were handed to a worker. */
  enqueued: string[];
  /** What was asked to stop of them. */
  stopped: StopAsked[];
  /** People's texts, as the other parts hear of them. */
  written: Message[];
  /** A socket of this person, which has not synced yet. */
  connect(userId: string): Promise<TestSocket>;
};

export type World = {
  pool: TestPool;
  database: Database;
  processes: readonly Process[];
  /** The only or the first process. */
  main: Process;
  addUser(name?: string, role?: 'admin' | 'member'): Promise<string>;
  close(): Promise<void>;
};

type Around = (tell: Tell) => Tell;

/**
 * An empty workspace in a database of its own, served by one or several processes that hear each other; `around` may
 * put itself between what is committed and what is told.
 */
export async function openWorld(
  form: Pick<PoolForm, 'open'>,
  count = 1,
  around: Around = (tell) => tell,
): Promise<World> {
  const pool = await form.open();
  await migrate(pool.pool);
  const database = openDatabase(pool.pool);
  if ((await database.prisma.workspace.count()) === 0) {
    await database.prisma.workspace.create({ data: { id: newId(), name: 'Hive' } });
  }
  const line: BusLine = new Set();
  const started = await Promise.all(Array.from({ length: count }, () => startProcess(database, line, around)));
  const [main] = started;
  if (main === undefined) throw new Error('a world needs a process');

  return {
    pool,
    database,
    processes: started,
    main,
    async addUser(name = 'Ada', role = 'member') {
      const id = newId();
      await database.prisma.user.create({ data: { id, name, email: `${id}@example.com`, role } });
      return id;
    },
    async close() {
      for (const process of started) await process.stop();
      await database.close();
      await pool.close();
    },
  };
}

async function startProcess(
  database: Database,
  line: BusLine,
  around: Around,
): Promise<Process & { stop(): Promise<void> }> {
  const http = createServer();
  const io: WaggleServer = new Server(http, { serveClient: false, transports: ['websocket'] });
  const bus = createInProcessBus(silent, line);
  const enqueued: string[] = [];
  const stopped: StopAsked[] = [];
  const written: Message[] = [];
  const messaging = createMessaging({
    database,
    tell: around(createTell(io, bus)),
    bus,
    logger: silent,
    agents: onlyThese(roster),
    enqueue: (runId) => void enqueued.push(runId),
    stop: (asked) => Promise.resolve(void stopped.push(asked)),
    keptLocal: () => {},
    written: (message) => void written.push(message),
  });
  const handlers: Handlers = {
    ...elsewhere(),
    ...messagingHandlers({
      ...{ messaging, database, agents: onlyThese(roster), unreadable: () => {} },
      ownAgents: { decline: () => Promise.resolve() },
    }),
  };
  const standing = {
    isMember: (chatId: string, userId: string) => isMember(database.pool, chatId, userId),
    isAdmin: (userId: string) => isAdmin(database.prisma, userId),
  };
  io.use((socket, next) => {
    const { userId } = socket.handshake.auth as { userId: string };
    socket.data = { userId, sessionId: userId };
    next();
  });
  io.on('connection', (socket) =>
    welcomeSocket(socket, { handlers, standing, presence: messaging.presence, logger: silent }),
  );
  const stopRecovery = recoverOnResume({ io, bus, database, logger: silent });
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening));
  const { port } = http.address() as AddressInfo;
  return {
    messaging,
    io,
    port,
    enqueued,
    stopped,
    written,
    connect: (userId) => connectTo(port, { userId }),
    async stop() {
      stopRecovery();
      await messaging.close();
      await io.close();
      await bus.close();
    },
  };
}

/** Commands that other parts of the server answer. */
function elsewhere(): Handlers {
  const names = Object.keys(commands);
  const refuse = () => {
    throw new Refusal('unavailable', 'This command is not served here.');
  };
  return Object.fromEntries(names.map((name) => [name, refuse])) as unknown as Handlers;
}
