import { type Clock, systemClock } from '../run/clock.ts';
import {
  type Fault,
  type ModelEvent,
  type ModelRequest,
  type Provider,
  ProviderError,
  type Round,
  type ToolCall,
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
  | { thought: string }
  /** `json` where the model writes what is no JSON. Its id is made where none is given. */
  | { call: string; input?: unknown; json?: string; id?: string }
  | { source: { url: string; title: string } }
  | { finish: 'complete' | 'length' | 'refused' }
  | { hang: true }
  | { end: 'early' };

export type Script = readonly ScriptStep[] | ((request: ModelRequest, call: number) => readonly ScriptStep[]);

export type ScriptedProvider = Provider & { readonly calls: readonly ModelRequest[] };

type Options = { id?: string; demo?: boolean; models?: readonly string[]; clock?: Clock; usage?: Usage };

/**
 * A provider for tests that follows a script and records what it was asked. It completes by itself at the script's
 * end, or waits for what it called, which it tells at that end as the others do; `hang` waits until it is aborted,
 * `end` ends the stream without an ending.
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
      yield* play(steps, request, { id, clock, usage, turn: calls.length });
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
  { id, clock, usage, turn }: { id: string; clock: Clock; usage: Usage; turn: number },
): AsyncGenerator<ModelEvent> {
  const { signal, model } = request;
  const made: ToolCall[] = [];
  let kept: Round['kept'] = null;
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
    else if ('thought' in step) {
      kept = { provider: id, model, content: step.thought };
      yield { type: 'thought', text: step.thought };
    } else if ('call' in step) made.push(callOf(step, `call_${turn}_${made.length + 1}`));
    else if ('source' in step) yield { type: 'source', source: step.source };
    else if ('hang' in step) await aborted(signal);
    else if ('end' in step) return;
    else {
      yield { type: 'done', finish: step.finish, usage, model };
      return;
    }
  }
  checkAborted(signal);
  for (const call of made) yield { type: 'call', call };
  if (made.length > 0) yield { type: 'done', finish: 'calls', usage, model, kept };
  else yield { type: 'done', finish: 'complete', usage, model };
}

function callOf(step: Extract<ScriptStep, { call: string }>, id: string): ToolCall {
  const text = step.json ?? JSON.stringify(step.input ?? {});
  return { id: step.id ?? id, name: step.call, input: step.json === undefined ? (step.input ?? {}) : null, text };
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
