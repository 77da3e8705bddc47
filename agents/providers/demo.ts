import { type Clock, systemClock } from '../run/clock.ts';
import { type DemoTurn, demoTurn } from './demo/reply.ts';
import { thoughtFor } from './demo/thought.ts';
import { type ModelEvent, type ModelRequest, type Provider, ProviderError, type Round } from './provider.ts';

export const DEMO_ID = 'demo';
/** How the demo calls itself in the facts of an answer. */
export const DEMO_MODEL = 'demo';

const LEAST_DELAY_MS = 15;
const MORE_DELAY_MS = 10;

/**
 * What answers where there is no model: the same words for the same request, in the manner of the agent whose id is
 * given as the model, streamed a few words at a time. It calls the tools it is offered where its rules find that they fit.
 * It says that it is a demo and no model, and before harder requests how its rules look at them.
 */
export function createDemo(clock: Clock = systemClock): Provider {
  return {
    id: DEMO_ID,
    demo: true,
    models: () => Promise.resolve([DEMO_MODEL]),
    stream(request) {
      const turn = demoTurn(request, new Date(clock.now()));
      return act({ ...turn, thought: thoughtFor(request, turn) }, request, clock);
    },
  };
}

/** Streams a text that is known beforehand, from where `soFar` ends. */
export function speak(text: string, request: ModelRequest, clock: Clock): AsyncGenerator<ModelEvent> {
  return act({ text, calls: [], thought: '' }, request, clock);
}

type Act = DemoTurn & { thought: string };

async function* act({ text, calls, thought }: Act, request: ModelRequest, clock: Clock): AsyncGenerator<ModelEvent> {
  const rest = text.startsWith(request.soFar) ? text.slice(request.soFar.length) : `\n\n${text}`;
  yield* slowly('thought', thought, request, clock);
  yield* slowly('text', text === '' ? '' : rest, request, clock);
  for (const call of calls) yield { type: 'call', call };
  const read = [request.system, ...request.turns.map((turn) => turn.text), ...(request.rounds ?? []).flatMap(told)];
  const written = [thought, rest, ...calls.map((call) => call.text)];
  const usage = { inputTokens: tokens(read), outputTokens: tokens(written) };
  yield { type: 'done', finish: calls.length > 0 ? 'calls' : 'complete', usage, model: DEMO_MODEL };
}

async function* slowly(
  type: 'thought' | 'text',
  text: string,
  { signal }: ModelRequest,
  clock: Clock,
): AsyncGenerator<ModelEvent> {
  for (const [at, piece] of pieces(text).entries()) {
    await clock.sleep(LEAST_DELAY_MS + (at % 3) * (MORE_DELAY_MS / 2), signal);
    if (signal.aborted) throw new ProviderError('aborted', 'Stopped.');
    yield { type, text: piece };
  }
}

function told({ text, calls, results }: Round): string[] {
  return [text, ...calls.map((call) => call.text), ...results.map((result) => result.text)];
}

/** One or two words at a time, each with the white space before it. */
function pieces(text: string): string[] {
  return text.match(/\s*\S+(?:\s+\S{1,4}(?=\s|$))?|\s+$/g) ?? [];
}

/** About what a model would count. */
function tokens(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + Math.ceil(text.length / 4), 0);
}
