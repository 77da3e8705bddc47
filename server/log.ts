import { Writable } from 'node:stream';
import { type DestinationStream, type Logger, pino } from 'pino';
import type { LogLevel } from './env.ts';

export type { Logger } from 'pino';

/** Names under which secrets and people's words would stand, wherever they are in what is logged. */
const UNSAID = [
  'password',
  'passwordHash',
  'token',
  'secret',
  'cookie',
  'authorization',
  'key',
  'apiKey',
  'sealedKey',
  'text',
  'email',
  'body',
  'headers',
];

/** Lines of JSON on standard output, or lines for the eye where that is a terminal. */
export function createLog(level: LogLevel, to?: DestinationStream): Logger {
  const destination = to ?? (process.stdout.isTTY ? linesForTheEye() : pino.destination(1));
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => describeError(error) },
      redact: { paths: UNSAID.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[left out]' },
    },
    destination,
  );
}

type ErrorFacts = { type: string; message: string; code?: string; stack?: string; cause?: ErrorFacts };

/** Of an error only what is known to hold none of the data it arose from: databases add whole rows to theirs. */
export function describeError(error: unknown, depth = 0): ErrorFacts {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const facts: ErrorFacts = { type: error.name, message: error.message };
  if ('code' in error && typeof error.code === 'string') facts.code = error.code;
  if (error.stack !== undefined) facts.stack = error.stack;
  if (error.cause !== undefined && depth < 4) facts.cause = describeError(error.cause, depth + 1);
  return facts;
}

function linesForTheEye(): Writable {
  return new Writable({
    decodeStrings: false,
    write(line: string, _encoding, done) {
      const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
      const facts = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
      const fault = err === undefined ? [] : [`\n${(err as ErrorFacts).stack ?? (err as ErrorFacts).message}`];
      const clock = String(time).slice(11, 19);
      process.stdout.write(`${[clock, String(level).padEnd(5), String(msg), ...facts, ...fault].join(' ')}\n`);
      done();
    },
  });
}
