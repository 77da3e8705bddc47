// Runs PGlite in a process of its own: a slow query must not stop the server's event loop, nor the engine's end the server.
import { Buffer } from 'node:buffer';
import { createServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { socketPath, takeSocket } from '../socketLock.ts';
import { createDatabase } from './createDatabase.ts';
import { type EngineAnswer, EngineRequest, EngineSettings } from './engineMessages.ts';
import { lastError, type ServerError, startupMessage } from './protocol.ts';

/** By this status the engine says that a statement failed, as statements may; every other exit is its end. */
const STATEMENT_FAILED = 100;
const UNKNOWN: ServerError = { code: 'XX000', message: 'the engine broke amid a statement' };

/** What is used of the engine's insides, which PGlite keeps to itself. */
const Insides = z.object({ mod: z.looseObject({ _PostgresMainLoopOnce: z.custom<() => void>() }) });
const Exit = z.object({ status: z.number() });

/** How long the engine of a server that was killed may take to notice. */
const TURN_WITHIN_MS = 30_000;
const TURN_EVERY_MS = 20;
const TAKEN: ServerError = { code: '57P03', message: 'another process has the database open' };

let output: Buffer[] = [];

/** To a server that has gone nothing needs to be said. */
function send(answer: EngineAnswer): void {
  process.send?.(answer, undefined, undefined, () => undefined);
}

function breakDown(error: ServerError): never {
  send({ kind: 'broken', ...error });
  process.exit(1);
}

/** PGlite goes on after a fatal error as after any other, for ever: here the process ends, and says what it last heard. */
function endOnFatalErrors(database: PGlite): void {
  const { mod } = database as unknown as z.infer<typeof Insides>;
  Insides.parse({ mod });
  const once = mod._PostgresMainLoopOnce;
  mod._PostgresMainLoopOnce = () => {
    try {
      once();
    } catch (error) {
      if (Exit.safeParse(error).data?.status === STATEMENT_FAILED) throw error;
      breakDown(lastError(Buffer.concat(output)) ?? UNKNOWN);
    }
  };
}

function execute(database: PGlite, unit: Uint8Array): Promise<void> {
  output = [];
  return database.execProtocolRawStream(unit, {
    syncToFs: false,
    // The engine uses the memory of what it hands out again.
    onRawData: (bytes) => output.push(Buffer.from(bytes)),
  });
}

/** Waits until the engine of a server before this one, which may have been killed amid a statement, has let go; the server it returns is held until the end. */
async function takeTurn(folder: string): Promise<Server> {
  const path = await socketPath(dirname(folder), 'engine');
  const end = performance.now() + TURN_WITHIN_MS;
  const lock = createServer((client) => client.destroy()).unref();
  while (!(await takeSocket(lock, path))) {
    if (performance.now() > end) breakDown(TAKEN);
    await pause(TURN_EVERY_MS);
  }
  return lock;
}

// The server says when to end. A terminal's or a supervisor's signal to all of them must not come before that.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('disconnect', () => process.exit());

const settings = EngineSettings.parse(JSON.parse(process.argv[2] ?? ''));
const turn = await takeTurn(settings.folder);
const created = await createDatabase(settings);
if (!created.ok) breakDown(created.error);
const { database } = created;

process.on('message', (message: unknown) => {
  const request = EngineRequest.parse(message);
  if (request.kind === 'close') void database.close().then(() => turn.close(() => process.exit()));
  else void execute(database, request.unit).then(() => send({ kind: 'answer', bytes: Buffer.concat(output) }));
});

endOnFatalErrors(database);
await execute(database, startupMessage('postgres', 'postgres'));
send({ kind: 'ready', bytes: Buffer.concat(output) });
