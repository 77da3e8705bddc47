// Runs PGlite in a thread of its own: a slow query must not stop the server's event loop.
import { Buffer } from 'node:buffer';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { PGlite } from '@electric-sql/pglite';
import { z } from 'zod';
import { createDatabase } from './createDatabase.ts';
import { type EngineAnswer, EngineRequest, EngineSettings } from './engineMessages.ts';
import { lastError, type ServerError, startupMessage } from './protocol.ts';

/** By this status the engine says that a statement failed, as statements may; every other exit is its end. */
const STATEMENT_FAILED = 100;
const UNKNOWN: ServerError = { code: 'XX000', message: 'the engine broke amid a statement' };

/** What is used of the engine's insides, which PGlite keeps to itself. */
const Insides = z.object({ mod: z.looseObject({ _PostgresMainLoopOnce: z.custom<() => void>() }) });
const Exit = z.object({ status: z.number() });

function portOrThrow(): MessagePort {
  if (parentPort === null) throw new Error('this file runs only as a worker thread');
  return parentPort;
}

const port = portOrThrow();
let output: Buffer[] = [];

function send(kind: 'ready' | 'answer'): void {
  const bytes = new Uint8Array(Buffer.concat(output));
  port.postMessage({ kind, bytes } satisfies EngineAnswer, [bytes.buffer]);
}

function breakDown(error: ServerError): never {
  port.postMessage({ kind: 'broken', ...error } satisfies EngineAnswer);
  process.exit(1);
}

/** PGlite goes on after a fatal error as after any other, for ever: here the thread ends, and says what it last heard. */
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

const created = await createDatabase(EngineSettings.parse(workerData));
if (!created.ok) breakDown(created.error);
const { database } = created;

port.on('message', (message: unknown) => {
  const request = EngineRequest.parse(message);
  if (request.kind === 'close') void database.close().then(() => port.close());
  else void execute(database, request.unit).then(() => send('answer'));
});

endOnFatalErrors(database);
await execute(database, startupMessage('postgres', 'postgres'));
send('ready');
