import type { Tool, ToolContext, ToolResult } from '../../tools/tool.ts';

/** How it went: by itself, or after it was told to stop, when it may still have come to a result or not. */
export type Ran =
  | { how: 'ended'; result: ToolResult }
  | { how: 'threw'; cause: unknown }
  | { how: 'timeout' | 'stopped'; result: ToolResult | null; cause?: unknown };

export type RunContext = Omit<ToolContext, 'signal' | 'waiting'> & { signal: AbortSignal; graceMs: number };

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * Runs a tool within its time. When that is up, or `signal` aborts, it is told to stop; after `graceMs` nobody waits for
 * it any more, nor hears of its progress. Never rejects.
 */
export async function runTool(tool: Tool, input: unknown, context: RunContext): Promise<Ran> {
  const { signal, graceMs, progress, ...rest } = context;
  const stop = new AbortController();
  const over = Promise.withResolvers<null>();
  let why: 'timeout' | 'stopped' | null = null;
  let graceTimer: NodeJS.Timeout | undefined;
  let open = true;

  const end = (reason: 'timeout' | 'stopped', cause: unknown) => {
    if (why !== null) return;
    why = reason;
    graceTimer = setTimeout(() => over.resolve(null), graceMs);
    stop.abort(cause);
  };
  const follow = () => end('stopped', signal.reason);
  const time = startTime(Math.min(tool.limits.timeMs, LONGEST_TIMER_MS), () =>
    end('timeout', new DOMException('The time of the tool is up.', 'TimeoutError')),
  );
  signal.addEventListener('abort', follow, { once: true });
  if (signal.aborted) follow();

  const running = Promise.resolve()
    .then(() =>
      tool.run(input, {
        ...rest,
        signal: stop.signal,
        waiting: time.pause,
        progress(share, what) {
          if (open) progress(Math.min(1, Math.max(0, Number.isFinite(share) ? share : 0)), what);
        },
      }),
    )
    .then(
      (result): Ran => ({ how: 'ended', result }),
      (cause: unknown): Ran => ({ how: 'threw', cause }),
    );
  const ran = await Promise.race([running, over.promise]);
  open = false;
  time.stop();
  clearTimeout(graceTimer);
  signal.removeEventListener('abort', follow);
  return outcome(ran, why);
}

/** Calls `up` after so much time, that between `pause` and the call of what it gives not counted. */
function startTime(ms: number, up: () => void): { pause: () => () => void; stop: () => void } {
  let left = ms;
  let pauses = 0;
  let stopped = false;
  let since = performance.now();
  let timer = setTimeout(up, left);
  return {
    pause() {
      pauses += 1;
      if (pauses === 1) {
        clearTimeout(timer);
        left -= performance.now() - since;
      }
      let over = false;
      return () => {
        if (over) return;
        over = true;
        pauses -= 1;
        if (pauses > 0 || stopped) return;
        since = performance.now();
        timer = setTimeout(up, Math.max(0, left));
      };
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function outcome(ran: Ran | null, why: 'timeout' | 'stopped' | null): Ran {
  if (why === null) return ran ?? { how: 'threw', cause: new Error('The tool ended without a result.') };
  if (ran?.how === 'ended') return { how: why, result: ran.result };
  return { how: why, result: null, ...(ran?.how === 'threw' && { cause: ran.cause }) };
}
