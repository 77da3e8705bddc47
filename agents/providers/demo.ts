import { type Clock, systemClock } from '../run/clock.ts';
import { requestOf } from '../run/request.ts';
import { demoReply } from './demo/reply.ts';
import { type ModelEvent, type ModelRequest, type Provider, ProviderError } from './provider.ts';

export const DEMO_ID = 'demo';
/** How the demo calls itself in the facts of an answer. */
export const DEMO_MODEL = 'demo';

const LEAST_DELAY_MS = 15;
const MORE_DELAY_MS = 10;

/**
 * What answers where there is no model: the same words for the same request, in the manner of the agent whose id is
 * given as the model, streamed a few words at a time. It says that it is a demo and no model.
 */
export function createDemo(clock: Clock = systemClock): Provider {
  return {
    id: DEMO_ID,
    demo: true,
    models: () => Promise.resolve([DEMO_MODEL]),
    stream: (request) =>
      speak(demoReply(request.model, requestOf(request.turns), new Date(clock.now())), request, clock),
  };
}

/** Streams a text that is known beforehand, from where `soFar` ends. */
export async function* speak(text: string, request: ModelRequest, clock: Clock): AsyncGenerator<ModelEvent> {
  const rest = text.startsWith(request.soFar) ? text.slice(request.soFar.length) : `\n\n${text}`;
  let count = 0;
  for (const piece of pieces(rest)) {
    await clock.sleep(LEAST_DELAY_MS + (count % 3) * (MORE_DELAY_MS / 2), request.signal);
    if (request.signal.aborted) throw new ProviderError('aborted', 'Stopped.');
    count += 1;
    yield { type: 'text', text: piece };
  }
  const inputTokens = tokens(request.system) + request.turns.reduce((sum, turn) => sum + tokens(turn.text), 0);
  yield { type: 'done', finish: 'complete', usage: { inputTokens, outputTokens: tokens(rest) }, model: DEMO_MODEL };
}

/** One or two words at a time, each with the white space before it. */
function pieces(text: string): string[] {
  return text.match(/\s*\S+(?:\s+\S{1,4}(?=\s|$))?|\s+$/g) ?? [];
}

/** About what a model would count. */
function tokens(text: string): number {
  return Math.ceil(text.length / 4);
}
