import type { Logger } from 'pino';
import { type CommandInput, type CommandName, type CommandOutput, commands } from '../../shared/command.ts';
import type { Failure, Reply } from '../../shared/reply.ts';
import { Refusal } from '../refusal.ts';
import { isOutage } from '../store/outage.ts';
import { cutOff, isOverfull } from './backlog.ts';
import type { WaggleSocket } from './io.ts';
import { authorise, rights, type Standing } from './rights.ts';
import { type Rate, TokenBucket } from './tokenBucket.ts';

export type Caller = { readonly userId: string; readonly socket: WaggleSocket };

export type Handler<N extends CommandName> = (
  input: CommandInput<N>,
  caller: Caller,
) => CommandOutput<N> | Promise<CommandOutput<N>>;

/** One for each command of the contract; a noun's file provides some of them. */
export type Handlers = { readonly [N in CommandName]: Handler<N> };

type Settings = {
  handlers: Handlers;
  standing: Standing;
  logger: Pick<Logger, 'error'>;
  rate?: Rate;
};

const RATE: Rate = { perSecond: 60, burst: 200 };
/** Refusing costs too: whoever goes on although so many commands were refused is cut off. */
const REFUSALS: Rate = { perSecond: 100, burst: 2_000 };

/**
 * Answers every command of a signed-in socket: parses its input, checks the right, runs its handler. What a client may
 * get wrong (unknown names, input of any shape, no acknowledgement, too many at once) ends in an answer, never in a
 * throw.
 */
export function serve(socket: WaggleSocket, { handlers, standing, logger, rate = RATE }: Settings): void {
  const bucket = new TokenBucket(rate, performance.now());
  const refusals = new TokenBucket(REFUSALS, performance.now());
  const caller: Caller = { userId: socket.data.userId, socket };

  async function run<N extends CommandName>(name: N, given: unknown): Promise<Reply<CommandOutput<N>>> {
    const input = commands[name].input.safeParse(given);
    if (!input.success) return badInput(input.error.issues);
    await authorise(rights[name], caller.userId, input.data, standing);
    // The schema is the one of this name, which the compiler cannot follow through the lookup.
    return { ok: true, data: await handlers[name](input.data as CommandInput<N>, caller) };
  }

  async function answer(name: unknown, given: unknown): Promise<Reply<unknown>> {
    const now = performance.now();
    const wait = bucket.take(now);
    if (wait > 0 && refusals.take(now) > 0) cutOff(socket.conn);
    if (wait > 0) return new Refusal('rate-limited', 'Too many commands at once.', { retryAfterMs: wait }).toFailure();
    if (isOverfull(socket.conn)) return readFirst().toFailure();
    if (!isCommand(name))
      return new Refusal('bad-input', 'There is no such command.', { reason: 'command' }).toFailure();
    try {
      return await run(name, given);
    } catch (error) {
      if (error instanceof Refusal) return error.toFailure();
      logger.error({ err: error, command: name, userId: caller.userId }, 'a command failed');
      return isOutage(error)
        ? { ok: false, code: 'unavailable', message: 'The database does not answer.' }
        : { ok: false, code: 'internal', message: 'Something went wrong on the server.' };
    }
  }

  socket.onAny((name: unknown, ...args: unknown[]) => {
    const last = args.at(-1);
    const acknowledge = typeof last === 'function' ? (last as (reply: Reply<unknown>) => void) : undefined;
    void answer(name, args[0] === acknowledge ? undefined : args[0]).then((reply) => acknowledge?.(reply));
  });
}

/** Answers pile up because their reader does not take them. */
export function readFirst(): Refusal {
  return new Refusal('rate-limited', 'Read what was answered first.', { retryAfterMs: 1_000 });
}

function isCommand(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}

type Issue = { code?: string; path: PropertyKey[]; message: string; maximum?: number | bigint; origin?: string };

/** A text that is only too long is said to be so; where else the input is wrong, the first place is named. */
function badInput(issues: readonly Issue[]): Failure {
  const [first] = issues;
  const place = first?.path.map(String).join('.') ?? '';
  const isLong = issues.every((issue) => issue.code === 'too_big' && issue.origin === 'string');
  if (isLong) return { ok: false, code: 'too-large', message: `Too long: ${place}.`, reason: place };
  return {
    ok: false,
    code: 'bad-input',
    message: place === '' ? 'The input is wrong.' : `The input is wrong at ${place}.`,
  };
}
