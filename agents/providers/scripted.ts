import { type Clock, systemClock } from '../run/clock.ts';
import {
  type Fault,
  type ModelEvent,
  type ModelRequest,
  type Provider,
  ProviderError,
  type Usage,
} from './provider.ts';

/** What a scripted model does, in order. Text that stands in `soFar` already is not written again. */
export type ScriptStep =
  | { text: string }
  | { wait: number }
  | { until: Promise<unknown> }
  | { fail: Fault; retryAfterMs?: number }
  | { throw: unknown }
  | { usage: Usage }
  | { finish: 'complete' | 'length' | 'refused' }
  | { hang: true }
  | { end: 'early' };

export type Script = readonly ScriptStep[] | ((request: ModelRequest, call: number) => readonly ScriptStep[]);

export type ScriptedProvider = Provider & { readonly calls: readonly ModelRequest[] };

type Options = { id?: string; demo?: boolean; models?: readonly string[]; clock?: Clock; usage?: Usage };

/**
 * A provider for tests that follows a script and records what it was asked. It completes by itself at the script's
 * end; `hang` waits until it is aborted, `end` ends the stream without an ending.
 */
export function createScripted(script: Script, options: Options = {}): ScriptedProvider {
  const { id = 'scripted', demo = false, models = ['script'], clock = systemClock } = options;
  const usage = options.usage ?? { inputTokens: 10, outputTokens: 5 };
  const calls: ModelRequest[] = [];
  return {
    id,
    demo,
    calls,
    models: () => Promise.resolve([...models]),
    async *stream(request) {
      calls.push(request);
      const steps = typeof script === 'function' ? script(request, calls.length) : script;
      yield* play(steps, request, { clock, usage });
    },
  };
}

/** The script that writes a text in pieces, waiting before each. */
export function writing(pieces: readonly string[], waitMs = 0): ScriptStep[] {
  return pieces.flatMap((text): ScriptStep[] => (waitMs > 0 ? [{ wait: waitMs }, { text }] : [{ text }]));
}

async function* play(
  steps: readonly ScriptStep[],
  request: ModelRequest,
  { clock, usage }: { clock: Clock; usage: Usage },
): AsyncGenerator<ModelEvent> {
  const { signal, model } = request;
  const whole = steps.map((step) => ('text' in step ? step.text : '')).join('');
  let skip = whole.startsWith(request.soFar) ? request.soFar.length : 0;
  for (const step of steps) {
    checkAborted(signal);
    if ('text' in step) {
      const text = step.text.slice(skip);
      skip = Math.max(0, skip - step.text.length);
      if (text !== '') yield { type: 'text', text };
    } else if ('wait' in step) {
      if (skip === 0) await clock.sleep(step.wait, signal);
    } else if ('until' in step) await Promise.race([step.until, aborted(signal)]);
    else if ('fail' in step) {
      throw new ProviderError(step.fail, 'As the script says.', { retryAfterMs: step.retryAfterMs });
    } else if ('throw' in step) throw step.throw;
    else if ('usage' in step) yield { type: 'usage', usage: step.usage };
    else if ('hang' in step) await aborted(signal);
    else if ('end' in step) return;
    else {
      yield { type: 'done', finish: step.finish, usage, model };
      return;
    }
  }
  checkAborted(signal);
  yield { type: 'done', finish: 'complete', usage, model };
}

function checkAborted(signal: AbortSignal): void {
  if (signal.aborted) throw new ProviderError('aborted', 'Stopped.');
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
